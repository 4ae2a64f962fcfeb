@NullMarked
package io.likeness.adoption;

import org.jspecify.annotations.NullMarked;
