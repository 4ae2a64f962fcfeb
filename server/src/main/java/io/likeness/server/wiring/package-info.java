/** The one place where the parts are put together. */
@NullMarked
package io.likeness.server.wiring;

import org.jspecify.annotations.NullMarked;
