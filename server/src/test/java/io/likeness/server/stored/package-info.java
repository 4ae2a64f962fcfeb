/** Data folders that earlier versions wrote. */
@NullMarked
package io.likeness.server.stored;

import org.jspecify.annotations.NullMarked;
