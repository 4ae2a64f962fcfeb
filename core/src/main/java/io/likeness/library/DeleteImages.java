package io.likeness.library;

import io.likeness.image.ImageDigest;
import io.likeness.index.ImageRecord;
import io.likeness.index.NewImage;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

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

    private int withPreviews(List<ImageRecord> deleted) {
        for (ImageDigest digest : deleted.stream().map(ImageRecord::digest).collect(Collectors.toSet())) {
            library.tidyPreview(digest);
        }
        return deleted.size();
    }
}
