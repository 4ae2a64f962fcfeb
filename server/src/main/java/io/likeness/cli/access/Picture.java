package io.likeness.cli.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.likeness.index.ImageRecord;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stored picture in the words of {@code /v1}.
 *
 * @param score cosine to what was searched for; null where nothing was
 * @param type media type
 * @param added time, as ISO 8601 writes it
 */
@JsonPropertyOrder({"id", "key", "score", "imgPath", "tags", "width", "height", "type", "digest", "added"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Picture(
        String id,
        String key,
        @Nullable Double score,
        String imgPath,
        Map<String, String> tags,
        int width,
        int height,
        String type,
        String digest,
        String added) {
    /** A record, with the score that a search gave it. */
    static Picture of(ImageRecord record, @Nullable Double score) {
        return new Picture(
                String.valueOf(record.id()),
                record.key(),
                score,
                record.attributes().imgPath(),
                record.attributes().tags(),
                record.header().width(),
                record.header().height(),
                record.header().type().mediaType(),
                record.digest().sha256(),
                record.added().toString());
    }
}
