package io.likeness.cli.access;

import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The duplicates of a collection, in the words of {@code /v1/duplicates}. Used by one thread; {@link #detach} by any. */
public interface Duplicates {
    /** Starts a search, or answers the one that runs. */
    JsonNode start(ObjectNode order);

    /** How far the search is. */
    JsonNode status();

    /** Stops the search. */
    JsonNode cancel();

    /**
     * Hands over the groups.
     *
     * @param choice parameters of the list, such as kind
     */
    void groups(Map<String, String> choice, Consumer<JsonNode> consumer);

    /** Counts the pictures that go when each group keeps its best. */
    int surplus(Map<String, String> choice);

    /** Deletes these pictures; answers how many. */
    int keepBest(Map<String, String> choice, int confirmed);

    /**
     * Lets go of a search that still runs, because this process ends.
     *
     * @return what becomes of it, as a sentence
     */
    String detach();
}
