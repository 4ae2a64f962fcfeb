@NullMarked
package io.likeness.index.testkit.crash;

import org.jspecify.annotations.NullMarked;
