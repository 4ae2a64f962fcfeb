@NullMarked
package io.likeness.server.samples;

import org.jspecify.annotations.NullMarked;
