package io.likeness.library;

import io.likeness.image.ImageDigest;
import io.likeness.index.ImageRecord;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Deletes pictures and the previews that no other record needs. Safe for use by many threads. */
public final class DeleteImages {
    private final ImageLibrary library;

    public DeleteImages(ImageLibrary library) {
        this.library = library;
    }

    /** Deletes by id, durably when the call returns; answers how many were there. */
    public int deleteIds(Collection<Long> ids) {
        return withPreviews(library.index().deleteIds(ids));
    }

    /** Deletes all pictures of these keys, durably when the call returns; answers how many were there. */
    public int deleteKeys(Collection<String> keys) {
        return withPreviews(library.index().deleteKeys(keys));
    }

    private int withPreviews(List<ImageRecord> deleted) {
        for (ImageDigest digest : deleted.stream().map(ImageRecord::digest).collect(Collectors.toSet())) {
            library.locks().locked(digest, () -> {
                if (!library.index().holds(digest)) {
                    library.previews().delete(digest);
                }
                return true;
            });
        }
        return deleted.size();
    }
}
