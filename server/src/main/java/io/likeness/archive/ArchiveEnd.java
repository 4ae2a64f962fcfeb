package io.likeness.archive;

import io.likeness.failure.Failure;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The last entry of an archive, without which it was cut off.
 *
 * @param pictures records by collection; a collection that was deleted while the archive was written is missing
 * @param sha256 checksum of all entries before
 */
record ArchiveEnd(SortedMap<String, Long> pictures, String sha256) {
    byte[] encode() {
        ObjectNode json = RecordJson.JSON.createObjectNode();
        ObjectNode counts = json.putObject("pictures");
        pictures.forEach(counts::put);
        json.put("sha256", sha256);
        return RecordJson.JSON.writeValueAsBytes(json);
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws Failure.Conflict if it is damaged
     */
    static ArchiveEnd decode(byte[] bytes) {
        try {
            JsonNode json = RecordJson.JSON.readTree(bytes);
            SortedMap<String, Long> pictures = new TreeMap<>();
            for (Map.Entry<String, JsonNode> each : json.required("pictures").properties()) {
                pictures.put(each.getKey(), each.getValue().asLong());
            }
            return new ArchiveEnd(pictures, json.required("sha256").asString());
        } catch (JacksonException | IllegalArgumentException e) {
            throw ArchiveLayout.damaged(ArchiveLayout.END + " cannot be read, " + e.getMessage());
        }
    }
}
