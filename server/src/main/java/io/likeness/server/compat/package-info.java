/** The earlier system's nine endpoints. */
@NullMarked
package io.likeness.server.compat;

import org.jspecify.annotations.NullMarked;
