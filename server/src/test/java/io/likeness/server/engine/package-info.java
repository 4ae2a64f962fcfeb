@NullMarked
package io.likeness.server.engine;

import org.jspecify.annotations.NullMarked;
