/** Real servers for tests of what talks to them. */
@NullMarked
package io.likeness.index.testkit.servers;

import org.jspecify.annotations.NullMarked;
