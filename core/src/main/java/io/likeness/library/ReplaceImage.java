package io.likeness.library;

import io.likeness.image.EncodedImage;
import io.likeness.index.Attributes;
import io.likeness.index.ImageRecord;
import io.likeness.index.NewImage;
import io.likeness.index.PutResult;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes a picture the only one of its key. The new one is stored before the others are deleted, so that a search sees the old, the new or briefly
 * both. Safe for use by many threads.
 */
public final class ReplaceImage {
    private final AddImage add;
    private final DeleteImages delete;
    private final ImageLibrary library;

    public ReplaceImage(AddImage add, DeleteImages delete, ImageLibrary library) {
        this.add = add;
        this.delete = delete;
        this.library = library;
    }

    /**
     * What a replacement did.
     *
     * @param put the picture that the key holds now
     * @param replaced how many others were deleted
     */
    public record Replacement(PutResult put, int replaced) {}

    /**
     * Stores {@code image} under {@code key} and deletes what the key held before, durably when the call returns.
     *
     * @throws io.likeness.failure.Failure if the picture cannot be read or stored; the key holds what it held then
     */
    public Replacement replace(EncodedImage image, String key, Attributes attributes, StageTimes times) {
        NewImage.checkKey(key);
        return library.keys().locked(key, () -> replaceLocked(image, key, attributes, times));
    }

    private Replacement replaceLocked(EncodedImage image, String key, Attributes attributes, StageTimes times) {
        Set<Long> before =
                library.index().findKey(key).stream().map(ImageRecord::id).collect(Collectors.toSet());
        PutResult put = add.add(image, key, attributes, times);
        before.remove(put.record().id());
        return new Replacement(put, delete.deleteIds(before));
    }
}
