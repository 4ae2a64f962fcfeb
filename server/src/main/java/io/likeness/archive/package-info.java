/** A whole library as one file: written while it is in use, read into a new data directory. */
@NullMarked
package io.likeness.archive;

import org.jspecify.annotations.NullMarked;
