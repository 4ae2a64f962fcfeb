@NullMarked
package io.likeness.server.console;

import org.jspecify.annotations.NullMarked;
