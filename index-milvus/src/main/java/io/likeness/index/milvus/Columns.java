package io.likeness.index.milvus;

import io.likeness.index.Attributes;
import io.likeness.index.NewImage;

/** The fields of a collection and their limits. */
final class Columns {
    static final String ID = "id";
    static final String VECTOR = "vector";
    static final String KEY = "key";
    static final String DIGEST = "digest";
    static final String IMG_PATH = "imgPath";
    static final String TAGS = "tags";
    static final String WIDTH = "width";
    static final String HEIGHT = "height";
    static final String TYPE = "type";
    static final String ADDED = "added";

    /** {@link Hashes#key} of the key: what finds its records without a string being compared. */
    static final String KEY_HASH = "keyHash";

    /** {@link Hashes#digest} of the content. */
    static final String DIGEST_HASH = "digestHash";

    /** {@link Hashes#mark} of every tag and {@link Hashes#numberMark} of those that write a number. */
    static final String MARKS = "marks";

    /** The numbers that tags write, by {@link Hashes#numberName}. */
    static final String NUMBERS = "numbers";

    static final int MAX_KEY_BYTES = NewImage.MAX_KEY_BYTES;
    static final int MAX_IMG_PATH_BYTES = Attributes.MAX_IMG_PATH_BYTES;
    static final int DIGEST_BYTES = 64;
    static final int MAX_TYPE_BYTES = 32;
    static final int MAX_MARK_BYTES = 32;

    /** A tag has a mark, and another where it writes a number. */
    static final int MAX_MARKS = 2 * Attributes.MAX_TAGS;

    /** Three bytes for each of the 64 and 256 characters that {@link Attributes} allows. */
    static final int MAX_TAG_NAME_BYTES = 3 * 64;

    static final int MAX_TAG_VALUE_BYTES = 3 * 256;

    private Columns() {}
}
