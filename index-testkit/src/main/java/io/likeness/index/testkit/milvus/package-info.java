/** A real Milvus for tests of what talks to one. */
@NullMarked
package io.likeness.index.testkit.milvus;

import org.jspecify.annotations.NullMarked;
