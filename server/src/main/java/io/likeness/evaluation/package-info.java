/** Measures how well a network finds pictures of a labelled folder, and edited copies of them. */
@NullMarked
package io.likeness.evaluation;

import org.jspecify.annotations.NullMarked;
