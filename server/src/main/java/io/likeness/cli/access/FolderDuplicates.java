package io.likeness.cli.access;

import io.likeness.duplicates.BestRule;
import io.likeness.duplicates.CollectionDuplicates;
import io.likeness.duplicates.DuplicateGroup;
import io.likeness.duplicates.DuplicateProgress.RunRequest;
import io.likeness.duplicates.KeepOrder;
import io.likeness.duplicates.LibraryDuplicates;
import io.likeness.server.v1.DuplicateJson;
import io.likeness.server.v1.ImageJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The duplicates of a collection in a folder that this process has open. */
final class FolderDuplicates implements Duplicates {
    private final CollectionDuplicates all;
    private final String collection;
    private final LibraryDuplicates duplicates;
    private final ImageJson images;

    FolderDuplicates(CollectionDuplicates all, String collection, ImageJson images) {
        this.all = all;
        this.collection = collection;
        this.duplicates = all.get(collection);
        this.images = images;
    }

    @Override
    public JsonNode start(ObjectNode order) {
        RunRequest last = duplicates.lastRequest();
        List<String> rules = new ArrayList<>();
        order.path("rules").forEach(rule -> rules.add(rule.asString("")));
        RunRequest request = new RunRequest(
                order.path("min_confidence").asDouble(last.minConfidence()),
                rules.isEmpty() ? last.rules() : BestRule.read(rules));
        return json(DuplicateJson.progress(
                duplicates.start(request, order.path("again").asBoolean(false))));
    }

    @Override
    public JsonNode status() {
        return json(DuplicateJson.progress(duplicates.progress()));
    }

    @Override
    public JsonNode cancel() {
        return json(DuplicateJson.progress(duplicates.cancel()));
    }

    @Override
    public void groups(Map<String, String> choice, Consumer<JsonNode> consumer) {
        chosen(choice).forEach(group -> consumer.accept(json(DuplicateJson.group(group, collection, images))));
    }

    private List<DuplicateGroup> chosen(Map<String, String> choice) {
        String kind = choice.getOrDefault("kind", "");
        return duplicates.groups().stream()
                .filter(group ->
                        kind.isEmpty() || DuplicateJson.word(group.kind()).equals(kind))
                .toList();
    }

    @Override
    public int surplus(Map<String, String> choice) {
        List<DuplicateGroup> groups = chosen(choice);
        return groups.isEmpty() ? 0 : duplicates.surplus(order(groups), duplicates.lastRequest());
    }

    @Override
    public int keepBest(Map<String, String> choice, int confirmed) {
        return duplicates
                .keep(order(chosen(choice)), duplicates.lastRequest(), confirmed)
                .count();
    }

    private static KeepOrder order(List<DuplicateGroup> groups) {
        return new KeepOrder(groups.stream().map(DuplicateGroup::id).toList(), Set.of());
    }

    @Override
    public String detach() {
        all.close();
        return "the search was stopped; the same command goes on with it";
    }

    private static JsonNode json(Object value) {
        return Http.JSON.valueToTree(value);
    }
}
