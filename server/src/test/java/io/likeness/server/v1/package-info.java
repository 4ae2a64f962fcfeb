/** The interface under {@code /v1}, over sockets. */
@NullMarked
package io.likeness.server.v1;

import org.jspecify.annotations.NullMarked;
