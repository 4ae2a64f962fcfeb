package io.likeness.cli;

import java.util.Map;
import java.util.stream.Collectors;

/** Numbers of pictures in words. */
final class Counts {
    private Counts() {}

    /** So many pictures. */
    static String pictures(long count) {
        return count + (count == 1 ? " picture" : " pictures");
    }

    /** How many pictures there are in all and in each collection. */
    static String inWords(Map<String, Long> byCollection) {
        long all = byCollection.values().stream().mapToLong(Long::longValue).sum();
        String each = byCollection.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
        return all + (all == 1 ? " picture (" : " pictures (") + each + ")";
    }
}
