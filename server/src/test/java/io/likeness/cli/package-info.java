@NullMarked
package io.likeness.cli;

import org.jspecify.annotations.NullMarked;
