/** Previews in a bucket of a store that speaks S3. */
@NullMarked
package io.likeness.previews.s3;

import org.jspecify.annotations.NullMarked;
