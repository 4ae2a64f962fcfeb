package io.likeness.library;

import io.likeness.image.ImageDigest;
import io.likeness.index.Filter;
import io.likeness.index.ImageRecord;
import io.likeness.index.ListQuery;
import io.likeness.index.NewImage;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Deletes pictures and the previews that no other record needs. Safe for use by many threads. */
public final class DeleteImages {
    private final ImageLibrary library;

    public DeleteImages(ImageLibrary library) {
        this.library = library;
    }

    /** Deletes by id, durably when the call returns; answers how many were there. Unknown ids are no error. */
    public int deleteIds(Collection<Long> ids) {
        return withPreviews(library.index().deleteIds(ids));
    }

    /** Deletes all pictures of these keys, durably when the call returns; answers how many were there. Unknown keys are no error. */
    public int deleteKeys(Collection<String> keys) {
        // A key that no picture can have is unknown, and must not come near an index that would store it as the bytes
        // of another.
        return withPreviews(
                library.index().deleteKeys(keys.stream().filter(NewImage::isKey).toList()));
    }

    /**
     * Deletes the records that {@code filter} means and that were stored before the call, durably when it returns; answers how many there were.
     */
    public long deleteMatching(Filter filter) {
        List<ImageRecord> newest = library.index().list(new ListQuery(ListQuery.Order.NEWEST, null, 1));
        if (newest.isEmpty()) {
            return 0;
        }
        // Not the clock, which may have been set back since.
        ListQuery.Position end = ListQuery.Position.of(newest.getFirst());
        long deleted = 0;
        ListQuery.@Nullable Position after = null;
        while (true) {
            List<ImageRecord> page =
                    library.index().list(new ListQuery(ListQuery.Order.OLDEST, after, ListQuery.MAX_LIMIT, filter));
            List<Long> ids = page.stream()
                    .filter(record -> ListQuery.Position.of(record).compareTo(end) <= 0)
                    .map(ImageRecord::id)
                    .toList();
            deleted += deleteIds(ids);
            if (ids.size() < ListQuery.MAX_LIMIT) {
                return deleted;
            }
            after = ListQuery.Position.of(page.getLast());
        }
    }

    private int withPreviews(List<ImageRecord> deleted) {
        for (ImageDigest digest : deleted.stream().map(ImageRecord::digest).collect(Collectors.toSet())) {
            library.tidyPreview(digest);
        }
        return deleted.size();
    }
}
