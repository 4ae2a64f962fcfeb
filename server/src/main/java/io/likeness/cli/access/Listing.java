package io.likeness.cli.access;

import io.likeness.index.ListQuery.Order;
import java.util.List;
import java.util.Map;

/**
 * Which pictures a list is of.
 *
 * @param keyPrefix how their keys begin; empty for all
 * @param tags values of which a tag must have one, by its name
 */
public record Listing(Order order, String keyPrefix, Map<String, List<String>> tags) {
    public Listing {
        tags = Map.copyOf(tags);
    }
}
