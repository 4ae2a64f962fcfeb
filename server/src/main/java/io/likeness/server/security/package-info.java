/** Who may ask: token, host, origin, and paths that mean what they say. */
@NullMarked
package io.likeness.server.security;

import org.jspecify.annotations.NullMarked;
