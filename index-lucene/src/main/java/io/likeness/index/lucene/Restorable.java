package io.likeness.index.lucene;

import io.likeness.failure.Failure;
import io.likeness.index.ImageRecord;
import io.likeness.index.NewImage;
import java.time.Instant;

/** What a record of another index must be to be held by this one. */
final class Restorable {
    // Ids that are given later go on above the highest; so many are always left to give.
    private static final long LAST_ID = Long.MAX_VALUE - (1L << 32);
    private static final Instant FIRST_TIME = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST_TIME = Instant.parse("9999-12-31T23:59:59.999Z");

    private Restorable() {}

    /**
     * @throws Failure.BadInput if this index cannot hold it
     */
    static void check(ImageRecord record) {
        if (record.id() > LAST_ID) {
            throw new Failure.BadInput("a record has id " + record.id() + ", the index holds ids up to " + LAST_ID);
        }
        if (record.added().isBefore(FIRST_TIME) || record.added().isAfter(LAST_TIME)) {
            throw new Failure.BadInput("record " + record.id() + " was added at " + record.added()
                    + ", the index holds times from " + FIRST_TIME + " to " + LAST_TIME);
        }
        NewImage.checkKey(record.key());
    }
}
