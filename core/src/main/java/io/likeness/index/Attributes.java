package io.likeness.index;

import io.likeness.failure.Failure;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a caller says about a picture and may change later.
 *
 * @param imgPath stored and answered as given, up to 1024 bytes of UTF-8, opened by nothing but a move to another model, under the guards of every fetch; empty where none was given
 * @param tags up to 32 entries, names of 1–64 and values of up to 256 characters, sorted by name
 */
public record Attributes(String imgPath, Map<String, String> tags) {
    /** The longest imgPath in bytes of UTF-8. */
    public static final int MAX_IMG_PATH_BYTES = 1024;

    /** The largest number of tags. */
    public static final int MAX_TAGS = 32;

    private static final int MAX_TAG_NAME = 64;
    private static final int MAX_TAG_VALUE = 256;

    /** Nothing said. */
    public static final Attributes NONE = new Attributes("", Map.of());

    /**
     * @throws Failure.BadInput if something is longer than its limit or no proper text
     */
    public Attributes {
        int bytes = Utf8.length("imgPath", imgPath);
        if (bytes > MAX_IMG_PATH_BYTES) {
            throw new Failure.BadInput("imgPath has " + bytes + " bytes, allowed are " + MAX_IMG_PATH_BYTES);
        }
        if (tags.size() > MAX_TAGS) {
            throw new Failure.BadInput("there are " + tags.size() + " tags, allowed are " + MAX_TAGS);
        }
        tags.forEach(Attributes::check);
        tags = Collections.unmodifiableMap(new TreeMap<>(tags));
    }

    /** Only an imgPath. */
    public static Attributes ofImgPath(String imgPath) {
        return new Attributes(imgPath, Map.of());
    }

    /** These attributes with what {@code newer} says in their place; what it leaves empty stays. */
    public Attributes overlaidBy(Attributes newer) {
        return new Attributes(
                newer.imgPath.isEmpty() ? imgPath : newer.imgPath, newer.tags.isEmpty() ? tags : newer.tags);
    }

    private static void check(String name, String value) {
        if (name.isEmpty() || name.length() > MAX_TAG_NAME) {
            throw new Failure.BadInput(
                    "a tag's name has " + name.length() + " characters, allowed are 1 to " + MAX_TAG_NAME);
        }
        Utf8.length("a tag's name", name);
        Utf8.length("the value of tag \"" + name + "\"", value);
        if (value.length() > MAX_TAG_VALUE) {
            throw new Failure.BadInput("the value of tag \"" + name + "\" has " + value.length()
                    + " characters, allowed are " + MAX_TAG_VALUE);
        }
    }
}
