@NullMarked
package io.likeness.server.duplicates;

import org.jspecify.annotations.NullMarked;
