@NullMarked
package io.likeness.imports.source;

import org.jspecify.annotations.NullMarked;
