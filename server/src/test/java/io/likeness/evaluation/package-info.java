@NullMarked
package io.likeness.evaluation;

import org.jspecify.annotations.NullMarked;
