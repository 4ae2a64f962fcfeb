package io.likeness.imports;

import io.likeness.image.EncodedImage;
import io.likeness.index.Attributes;
import io.likeness.index.PutResult;

/** Where an import puts its pictures. Safe for use by many threads. */
public interface ImportTarget {
    /**
     * Adds a picture to a collection, as {@link io.likeness.library.AddImage#add} does.
     *
     * @param key empty for the MD5 of the bytes
     */
    PutResult add(String collection, EncodedImage image, String key, Attributes attributes);

    /** Changes where the record says its picture is. */
    void moved(String collection, long id, String imgPath);
}
