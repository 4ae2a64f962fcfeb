package io.likeness.archive;

import io.likeness.failure.Failure;
import io.likeness.image.ImageDigest;
import io.likeness.image.ImageHeader;
import io.likeness.image.ImageType;
import io.likeness.index.Attributes;
import io.likeness.index.ImageRecord;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Records as lines of JSON. */
final class RecordJson {
    static final JsonMapper JSON = new JsonMapper();

    private RecordJson() {}

    static byte[] write(List<ImageRecord> records) {
        StringBuilder lines = new StringBuilder();
        for (ImageRecord record : records) {
            ObjectNode json = JSON.createObjectNode();
            json.put("id", record.id());
            json.put("key", record.key());
            json.put("imgPath", record.attributes().imgPath());
            ObjectNode tags = json.putObject("tags");
            record.attributes().tags().forEach(tags::put);
            json.put("digest", record.digest().sha256());
            json.put("type", record.header().type().name());
            json.put("width", record.header().width());
            json.put("height", record.header().height());
            json.put("added", record.added().toString());
            lines.append(json).append('\n');
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws Failure.Conflict if it is damaged
     */
    static List<ImageRecord> read(byte[] lines) {
        try {
            List<ImageRecord> records = new ArrayList<>();
            for (String line : new String(lines, StandardCharsets.UTF_8).split("\n", -1)) {
                if (!line.isEmpty()) {
                    records.add(record(JSON.readTree(line)));
                }
            }
            return records;
        } catch (JacksonException | IllegalArgumentException | DateTimeException | Failure.BadInput e) {
            throw ArchiveLayout.damaged("a record cannot be read, " + e.getMessage());
        }
    }

    private static ImageRecord record(JsonNode json) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> tag : json.required("tags").properties()) {
            tags.put(tag.getKey(), tag.getValue().asString());
        }
        return new ImageRecord(
                json.required("id").asLong(),
                json.required("key").asString(),
                new ImageDigest(json.required("digest").asString()),
                new ImageHeader(
                        ImageType.valueOf(json.required("type").asString()),
                        json.required("width").asInt(),
                        json.required("height").asInt()),
                new Attributes(json.required("imgPath").asString(), tags),
                Instant.parse(json.required("added").asString()));
    }
}
