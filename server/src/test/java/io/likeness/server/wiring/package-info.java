@NullMarked
package io.likeness.server.wiring;

import org.jspecify.annotations.NullMarked;
