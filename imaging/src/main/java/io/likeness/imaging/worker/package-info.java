/** Processes that do native work for this one and may die of it: a pool of them, and memory that both sides see. */
@NullMarked
package io.likeness.imaging.worker;

import org.jspecify.annotations.NullMarked;
