package io.likeness.index.lucene;

import io.likeness.embedding.Embedding;
import io.likeness.index.Attributes;
import io.likeness.index.ImageRecord;

/** One change of what is stored, as the journal holds it: applying the same changes in the same order gives the same records. */
sealed interface Change {
    /** The record changed. */
    long id();

    /** A record that was not there before. */
    record Put(ImageRecord record, Embedding embedding) implements Change {
        @Override
        public long id() {
            return record.id();
        }
    }

    /** A record as it was in another index: new, or in the place of the one with its id, key and digest. */
    record Restore(ImageRecord record, Embedding embedding) implements Change {
        @Override
        public long id() {
            return record.id();
        }
    }

    /** Other attributes of a record that is there. */
    record Edit(long id, Attributes attributes) implements Change {}

    /** The end of a record that is there. */
    record Delete(long id) implements Change {}
}
