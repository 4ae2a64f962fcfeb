@NullMarked
package io.likeness.previews.s3;

import org.jspecify.annotations.NullMarked;
