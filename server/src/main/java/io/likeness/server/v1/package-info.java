/** The interface for new clients, {@code /v1}. */
@NullMarked
package io.likeness.server.v1;

import org.jspecify.annotations.NullMarked;
