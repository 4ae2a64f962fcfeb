@NullMarked
package io.likeness.server.metrics;

import org.jspecify.annotations.NullMarked;
