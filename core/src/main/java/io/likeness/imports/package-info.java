/** Imports: many pictures from one place, resumable, with progress. */
@NullMarked
package io.likeness.imports;

import org.jspecify.annotations.NullMarked;
