package io.likeness.duplicates;

import io.likeness.failure.Failure;
import io.likeness.index.ImageRecord;
import io.likeness.index.Tags;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What makes one picture of a group better than another. */
public enum BestRule {
    /** More pixels. */
    PIXELS(Comparator.comparingLong((ImageRecord record) -> record.header().pixels())
            .reversed()),
    /** More bytes; one of which nobody knows them is behind those of which somebody does. */
    BYTES(Comparator.comparingLong((ImageRecord record) -> bytes(record).orElse(-1))
            .reversed()),
    /** Added earlier. */
    OLDEST(Comparator.comparing(ImageRecord::added)),
    /** Added later. */
    NEWEST(Comparator.comparing(ImageRecord::added).reversed());

    /** The order where none is asked for. */
    public static final List<BestRule> DEFAULT = List.of(PIXELS, BYTES, OLDEST);

    /** The tag that says how many bytes the file of a picture has, which the library itself does not keep. */
    public static final String BYTES_TAG = "bytes";

    // No enum constant is serialised with it.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Comparator<ImageRecord> order;

    BestRule(Comparator<ImageRecord> order) {
        this.order = order;
    }

    /** How many bytes the picture's file has, where its tag {@value #BYTES_TAG} says so. */
    public static OptionalLong bytes(ImageRecord record) {
        String value = record.attributes().tags().get(BYTES_TAG);
        return value == null
                ? OptionalLong.empty()
                : Tags.number(value).stream()
                        .filter(number -> number >= 0 && number < 1e15)
                        .mapToLong(number -> (long) number)
                        .findFirst();
    }

    /** Best first: by the first rule, among equals by the next, at last by the lowest id. */
    static Comparator<ImageRecord> order(List<BestRule> rules) {
        Comparator<ImageRecord> byId = Comparator.comparingLong(ImageRecord::id);
        return rules.stream()
                .map(rule -> rule.order)
                .reduce(Comparator::thenComparing)
                .map(order -> order.thenComparing(byId))
                .orElse(byId);
    }

    /** The word for it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads rules by their words.
     *
     * @throws Failure.BadInput if a word is none, or there twice
     */
    public static List<BestRule> read(List<String> words) {
        List<BestRule> rules = new ArrayList<>();
        for (String word : words) {
            BestRule rule = Stream.of(values())
                    .filter(each -> each.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new Failure.BadInput("there is no rule \"" + word + "\"; allowed are "
                            + Stream.of(values()).map(BestRule::word).collect(Collectors.joining(", "))));
            if (rules.contains(rule)) {
                throw new Failure.BadInput("the rule \"" + word + "\" is given twice");
            }
            rules.add(rule);
        }
        return List.copyOf(rules);
    }
}
