@NullMarked
package io.likeness.server.compat;

import org.jspecify.annotations.NullMarked;
