@NullMarked
package io.likeness.server.intake;

import org.jspecify.annotations.NullMarked;
