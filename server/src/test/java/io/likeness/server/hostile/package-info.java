/** Requests that are made to do harm, sent to a real server beside honest ones. */
@NullMarked
package io.likeness.server.hostile;

import org.jspecify.annotations.NullMarked;
