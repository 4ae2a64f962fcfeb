package io.likeness.library;

import io.likeness.index.ImageRecord;
import io.likeness.index.StoredImage;
import java.util.List;
import java.util.Optional;

/** Puts pictures back that were deleted, as they were. Safe for use by many threads. */
public final class RestoreImages {
    private final ImageLibrary library;

    public RestoreImages(ImageLibrary library) {
        this.library = library;
    }

    /**
     * Puts one picture back with its id, time and attributes, durably when the call returns.
     *
     * @param preview JPEG of its preview; where it is empty there was none
     * @return whether the picture is there with its id now; false where its key and content were added again under another
     * @throws io.likeness.failure.Failure.Unavailable if it cannot be stored
     */
    public boolean restore(StoredImage image, byte[] preview) {
        ImageRecord record = image.record();
        return library.contents().locked(record.digest(), () -> {
            Optional<ImageRecord> there = library.index().find(record.key(), record.digest());
            if (there.isPresent()) {
                return there.get().id() == record.id();
            }
            if (preview.length > 0) {
                library.previews().put(record.digest(), preview);
            }
            library.index().restoreAll(List.of(image));
            return true;
        });
    }
}
