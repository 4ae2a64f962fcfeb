/** The real server in a process of its own: killed, stopped and started on the same data. */
@NullMarked
package io.likeness.server.durability;

import org.jspecify.annotations.NullMarked;
