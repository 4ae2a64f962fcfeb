@NullMarked
package io.likeness.storage;

import org.jspecify.annotations.NullMarked;
