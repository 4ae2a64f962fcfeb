/** The web console: static files that talk to {@code /v1}. */
@NullMarked
package io.likeness.server.console;

import org.jspecify.annotations.NullMarked;
