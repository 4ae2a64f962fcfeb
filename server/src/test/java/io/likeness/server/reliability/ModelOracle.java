package io.likeness.server.reliability;

import io.likeness.image.ImageDigest;
import io.likeness.image.ImageHeader;
import io.likeness.image.ImageType;
import io.likeness.index.Attributes;
import io.likeness.index.Filter;
import io.likeness.index.ImageRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** What a server must hold, kept in memory and searched by comparing with everything. For one thread. */
final class ModelOracle {
    /** Pictures that the model uses, each in two formats. */
    static final int PICTURES = 60;

    private static final Map<String, GridPicture> BY_DIGEST = new HashMap<>();
    private static final Map<GridPicture, String> DIGESTS = new HashMap<>();

    static {
        for (int number = 0; number < PICTURES; number++) {
            for (String format : List.of("png", "bmp")) {
                GridPicture picture = new GridPicture(number, format);
                BY_DIGEST.put(picture.digest(), picture);
                DIGESTS.put(picture, picture.digest());
            }
        }
    }

    private final SortedMap<String, SortedMap<Long, ImageRecord>> collections = new TreeMap<>();

    ModelOracle() {
        collections.put("default", new TreeMap<>());
    }

    static String digest(GridPicture picture) {
        return DIGESTS.getOrDefault(picture, "");
    }

    static GridPicture picture(ImageRecord record) {
        return Optional.ofNullable(BY_DIGEST.get(record.digest().sha256())).orElseThrow();
    }

    List<String> collections() {
        return List.copyOf(collections.keySet());
    }

    boolean create(String collection) {
        return collections.putIfAbsent(collection, new TreeMap<>()) == null;
    }

    void drop(String collection) {
        collections.remove(collection);
    }

    private SortedMap<Long, ImageRecord> of(String collection) {
        return Optional.ofNullable(collections.get(collection)).orElseThrow();
    }

    Collection<ImageRecord> all(String collection) {
        return List.copyOf(of(collection).values());
    }

    List<ImageRecord> matching(String collection, Filter filter) {
        return all(collection).stream().filter(filter::matches).toList();
    }

    List<ImageRecord> key(String collection, String key) {
        return all(collection).stream()
                .filter(record -> record.key().equals(key))
                .toList();
    }

    Optional<ImageRecord> find(String collection, String key, GridPicture picture) {
        return key(collection, key).stream()
                .filter(record -> record.digest().sha256().equals(digest(picture)))
                .findFirst();
    }

    Optional<ImageRecord> get(String collection, long id) {
        return Optional.ofNullable(of(collection).get(id));
    }

    void put(String collection, ImageRecord record) {
        of(collection).put(record.id(), record);
    }

    void delete(String collection, long id) {
        of(collection).remove(id);
    }

    /** A record with its score. */
    record Ranked(ImageRecord record, double score) {}

    /** All records that {@code filter} means, the best first. */
    List<Ranked> search(String collection, double[] query, Filter filter) {
        List<Ranked> ranked = new ArrayList<>();
        for (ImageRecord record : matching(collection, filter)) {
            ranked.add(
                    new Ranked(record, GridPicture.cosine(query, picture(record).vector())));
        }
        ranked.sort(Comparator.comparingDouble(Ranked::score).reversed());
        return ranked;
    }

    /** The record that a server's answer describes. */
    static ImageRecord read(JsonNode image) {
        Map<String, String> tags = new TreeMap<>();
        image.get("tags")
                .properties()
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue().stringValue()));
        String type = image.get("type").stringValue();
        return new ImageRecord(
                Long.parseLong(image.get("id").stringValue()),
                image.get("key").stringValue(),
                new ImageDigest(image.get("digest").stringValue()),
                new ImageHeader(
                        type.equals("image/png") ? ImageType.PNG : ImageType.BMP,
                        image.get("width").asInt(),
                        image.get("height").asInt()),
                new Attributes(image.get("imgPath").stringValue(), tags),
                Instant.parse(image.get("added").stringValue()));
    }

    /** What is kept of a record. */
    record Kept(
            String collection,
            long id,
            String key,
            int number,
            String format,
            String path,
            Map<String, String> tags,
            long added) {}

    List<Kept> kept() {
        List<Kept> kept = new ArrayList<>();
        collections.forEach((collection, records) -> records.values().forEach(record -> {
            GridPicture picture = picture(record);
            kept.add(new Kept(
                    collection,
                    record.id(),
                    record.key(),
                    picture.number(),
                    picture.format(),
                    record.attributes().imgPath(),
                    record.attributes().tags(),
                    record.added().toEpochMilli()));
        }));
        return kept;
    }

    void restore(List<String> names, List<Kept> records) {
        names.forEach(this::create);
        for (Kept kept : records) {
            GridPicture picture = new GridPicture(kept.number(), kept.format());
            put(
                    kept.collection(),
                    new ImageRecord(
                            kept.id(),
                            kept.key(),
                            new ImageDigest(digest(picture)),
                            header(picture),
                            new Attributes(kept.path(), kept.tags()),
                            Instant.ofEpochMilli(kept.added())));
        }
    }

    static ImageHeader header(GridPicture picture) {
        return new ImageHeader(
                picture.format().equals("png") ? ImageType.PNG : ImageType.BMP, GridPicture.SIDE, GridPicture.SIDE);
    }
}
