/** A file system that loses what was not forced to it, for tests of durability. */
@NullMarked
package io.likeness.index.testkit.crash;

import org.jspecify.annotations.NullMarked;
