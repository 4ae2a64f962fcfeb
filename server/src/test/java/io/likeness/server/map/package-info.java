@NullMarked
package io.likeness.server.map;

import org.jspecify.annotations.NullMarked;
