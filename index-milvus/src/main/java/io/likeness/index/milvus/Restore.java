package io.likeness.index.milvus;

import io.likeness.failure.Failure;
import io.likeness.index.ImageRecord;
import io.likeness.index.StoredImage;
import io.likeness.index.milvus.Put.Identity;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Stores records with their ids and times; their keys are locked. Safe for use by many threads. */
final class Restore {
    private final MilvusTable table;

    Restore(MilvusTable table) {
        this.table = table;
    }

    void all(List<StoredImage> images) {
        check(images.stream().map(StoredImage::record).toList());
        // Of one record given twice the last counts, and Milvus wants each id once in a call.
        Map<Long, StoredImage> last = new LinkedHashMap<>();
        images.forEach(image -> last.put(image.record().id(), image));
        table.upsert(last.values());
    }

    private void check(List<ImageRecord> records) {
        Map<Identity, Long> ids = new HashMap<>();
        Map<Long, Identity> identities = new HashMap<>();
        for (List<ImageRecord> group : MilvusVectorIndex.groups(records)) {
            List<Long> keys =
                    group.stream().map(record -> Hashes.key(record.key())).toList();
            table.records(Expression.idsOrKeys(
                            group.stream().map(ImageRecord::id).toList(), keys))
                    .forEach(stored -> {
                        ids.put(Identity.of(stored), stored.id());
                        identities.put(stored.id(), Identity.of(stored));
                    });
        }
        for (ImageRecord record : records) {
            Identity identity = Identity.of(record);
            Long known = ids.putIfAbsent(identity, record.id());
            Identity holder = identities.putIfAbsent(record.id(), identity);
            if ((known != null && known != record.id()) || (holder != null && !holder.equals(identity))) {
                throw new Failure.Conflict("id " + record.id() + " or key and content of \"" + record.key()
                        + "\" belong to another record of this library already; restore into an empty one");
            }
        }
    }
}
