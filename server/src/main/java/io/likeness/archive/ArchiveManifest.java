package io.likeness.archive;

import io.likeness.embedding.ModelFingerprint;
import io.likeness.failure.Failure;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an archive says of itself at its beginning.
 *
 * @param version of Likeness that wrote it
 * @param created when it was begun
 * @param model whose vectors it holds
 * @param collections the names of the collections there were then
 */
public record ArchiveManifest(String version, Instant created, ModelFingerprint model, List<String> collections) {
    public ArchiveManifest {
        collections = List.copyOf(collections);
    }

    byte[] encode() {
        ObjectNode json = RecordJson.JSON.createObjectNode();
        json.put("format", ArchiveLayout.FORMAT);
        json.put("version", version);
        json.put("created", created.toString());
        ObjectNode ofModel = json.putObject("model");
        ofModel.put("name", model.name());
        ofModel.put("sha256", model.sha256());
        ofModel.put("dimension", model.dimension());
        ArrayNode names = json.putArray("collections");
        collections.forEach(names::add);
        return RecordJson.JSON.writeValueAsBytes(json);
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws Failure.Conflict if it is of another format or damaged
     */
    static ArchiveManifest decode(byte[] bytes) {
        try {
            JsonNode json = RecordJson.JSON.readTree(bytes);
            int format = json.path("format").asInt(-1);
            if (format != ArchiveLayout.FORMAT) {
                throw new Failure.Conflict("the archive has format " + json.path("format")
                        + ", this version of Likeness reads format " + ArchiveLayout.FORMAT
                        + "; restore it with the version that wrote it, "
                        + json.path("version").asString("which it does not name") + ", or a newer one");
            }
            JsonNode model = json.required("model");
            List<String> names = new ArrayList<>();
            json.required("collections").forEach(name -> names.add(name.asString()));
            return new ArchiveManifest(
                    json.required("version").asString(),
                    Instant.parse(json.required("created").asString()),
                    new ModelFingerprint(
                            model.required("name").asString(),
                            model.required("sha256").asString(),
                            model.required("dimension").asInt()),
                    names);
        } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
            throw ArchiveLayout.damaged(ArchiveLayout.MANIFEST + " cannot be read, " + e.getMessage());
        }
    }
}
