/** A map of the stored pictures, on which look-alikes lie together. */
@NullMarked
package io.likeness.server.map;

import org.jspecify.annotations.NullMarked;
