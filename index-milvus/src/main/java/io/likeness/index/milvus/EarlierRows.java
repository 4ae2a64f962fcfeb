package io.likeness.index.milvus;

import java.util.List;
import java.util.function.Consumer;

/** What the earlier system stored of its pictures. */
public interface EarlierRows {
    /**
     * One picture.
     *
     * @param id positive
     * @param key may be empty
     * @param filepath what its caller gave as imgPath; may be empty
     */
    record Row(long id, String key, String filepath) {}

    /** How many there are. */
    long count();

    /** Shows all rows to {@code consumer}, in groups of some thousands at most, by id from the lowest. */
    void each(Consumer<List<Row>> consumer);
}
