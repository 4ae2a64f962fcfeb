package io.likeness.server.v1;

import io.likeness.copies.VerifiedHit;
import io.likeness.embedding.MatchScores;
import io.likeness.index.Hit;
import io.likeness.index.ImageRecord;
import io.likeness.library.ImageCollections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes pictures as answers hold them. Immutable. */
public final class ImageJson {
    private static final double DIGITS = 1e6;

    private final OriginalUrl original;

    /**
     * @param originalUrl template of the address of originals, or empty
     */
    public ImageJson(String originalUrl) {
        this.original = new OriginalUrl(originalUrl);
    }

    /** A stored picture. */
    Map<String, @Nullable Object> image(String collection, ImageRecord record) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", String.valueOf(record.id()));
        json.put("key", record.key());
        putRest(json, collection, record);
        return json;
    }

    /** A picture found. */
    Map<String, @Nullable Object> hit(String collection, Hit hit, Optional<MatchScores> scores) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", String.valueOf(hit.record().id()));
        json.put("key", hit.record().key());
        json.put("score", rounded(hit.score()));
        json.put("match", word(hit.score(), scores));
        putRest(json, collection, hit.record());
        return json;
    }

    /** A picture found, and what it is to the one searched for. */
    Map<String, @Nullable Object> hit(String collection, VerifiedHit hit, Optional<MatchScores> scores) {
        Map<String, @Nullable Object> json = hit(collection, hit.hit(), scores);
        CopyJson.put(json, hit);
        return json;
    }

    /** The word for a score; null where the model has none. */
    static @Nullable String word(double score, Optional<MatchScores> scores) {
        // As answered, so that word and number agree at the border.
        return scores.map(known -> known.of(rounded(score)).word()).orElse(null);
    }

    /** A cosine, to six digits. */
    static double rounded(double cosine) {
        return Math.round(cosine * DIGITS) / DIGITS;
    }

    /** Path of a stored picture. */
    static String path(String collection, ImageRecord record) {
        String base = collection.equals(ImageCollections.DEFAULT) ? "/v1" : "/v1/collections/" + collection;
        return base + "/images/" + record.id();
    }

    private void putRest(Map<String, @Nullable Object> json, String collection, ImageRecord record) {
        json.put("imgPath", record.attributes().imgPath());
        json.put("tags", record.attributes().tags());
        json.put("width", record.header().width());
        json.put("height", record.header().height());
        json.put("type", record.header().type().mediaType());
        json.put("digest", record.digest().sha256());
        json.put("added", record.added().toString());
        json.put("original", original.of(record).orElse(null));
        json.put("preview", path(collection, record) + "/preview");
    }
}
