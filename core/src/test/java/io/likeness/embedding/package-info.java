@NullMarked
package io.likeness.embedding;

import org.jspecify.annotations.NullMarked;
