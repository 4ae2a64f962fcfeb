@NullMarked
package io.likeness.migration;

import org.jspecify.annotations.NullMarked;
