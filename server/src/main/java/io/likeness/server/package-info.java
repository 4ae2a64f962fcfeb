/** The server: one process, started and stopped as a whole. */
@NullMarked
package io.likeness.server;

import org.jspecify.annotations.NullMarked;
