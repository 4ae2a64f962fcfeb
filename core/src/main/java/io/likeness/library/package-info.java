/** Use-cases: adding, finding and deleting pictures. */
@NullMarked
package io.likeness.library;

import org.jspecify.annotations.NullMarked;
