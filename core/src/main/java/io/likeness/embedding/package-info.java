/** Feature vectors of pictures and the networks that make them. */
@NullMarked
package io.likeness.embedding;

import org.jspecify.annotations.NullMarked;
