/** What every vector index must do: the contract suite, a model to compare with under random use, and a measure of recall. */
@NullMarked
package io.likeness.index.testkit;

import org.jspecify.annotations.NullMarked;
