package io.likeness.index.lucene;

import io.likeness.image.ImageDigest;
import io.likeness.index.ImageRecord;

/** What names a record beside its id. */
record Identity(String key, ImageDigest digest) {
    static Identity of(ImageRecord record) {
        return new Identity(record.key(), record.digest());
    }
}
