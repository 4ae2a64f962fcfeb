/** The data directory: lock, manifest, previews, durable writes. */
@NullMarked
package io.likeness.storage;

import org.jspecify.annotations.NullMarked;
