/** The search for duplicates of a running server: opened with it, closed before its library, and second to searches. */
@NullMarked
package io.likeness.server.duplicates;

import org.jspecify.annotations.NullMarked;
