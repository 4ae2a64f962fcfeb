package io.likeness.index.milvus;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.embedding.ModelFingerprint;
import io.likeness.index.Attributes;
import io.likeness.index.Filter;
import io.likeness.index.ImageRecord;
import io.likeness.index.IndexEntry;
import io.likeness.index.ListQuery;
import io.likeness.index.NewImage;
import io.likeness.index.testkit.Pictures;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Keys and tags of characters that mean something somewhere, made by chance, in every kind of filter: Milvus must mean what {@link Filter#matches} says.
 * {@code -Dlikeness.hostile.seed} repeats a failure.
 */
class HostileKeysIT {
    private static final long SEED = Long.getLong("likeness.hostile.seed", System.nanoTime());
    private static final int RECORDS = 400;
    private static final int ROUNDS = 120;
    private static final List<String> PIECES = List.of(
            "\"",
            "'",
            "\\",
            "\\\\",
            "\\\"",
            "\\n",
            "\n",
            "\r",
            "\t",
            "\0",
            "\b",
            "\u007f",
            "%",
            "_",
            "*",
            "?",
            "[",
            "]",
            "{",
            "}",
            "(",
            ")",
            ",",
            "$",
            "`",
            "|",
            "&&",
            "||",
            " or 1==1",
            " and ",
            "not ",
            "in [",
            "like \"%\"",
            "#",
            "--",
            "//",
            "/",
            "~",
            "~0",
            "~1",
            "\\u0041",
            "\\x41",
            "\\101",
            "\\U00000041",
            "\u00e9",
            "e\u0301",
            "图片",
            "🖼",
            "👩‍👩‍👧",
            "\uFEFF",
            "\u202E",
            "\u2028",
            "\uFFFF",
            "\ud800\udc00",
            "\udbff\udfff",
            "a",
            "A",
            "0",
            "-1",
            "1.0",
            "null",
            "true",
            "id > 0",
            "key",
            "tags[\"a\"]",
            "{expr}",
            "${a}",
            "%s",
            "x".repeat(100));

    private final Random random = new Random(SEED);

    private String hostile(int bytes) {
        StringBuilder text = new StringBuilder();
        int pieces = 1 + random.nextInt(6);
        for (int i = 0; i < pieces; i++) {
            String piece = PIECES.get(random.nextInt(PIECES.size()));
            if (Literals.fits(text + piece, bytes)) {
                text.append(piece);
            }
        }
        return text.isEmpty() ? "k" : text.toString();
    }

    private Attributes tags() {
        Map<String, String> tags = new HashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            tags.put(hostile(64), random.nextInt(3) == 0 ? Integer.toString(random.nextInt(20) - 10) : hostile(256));
        }
        return new Attributes(hostile(Attributes.MAX_IMG_PATH_BYTES), tags);
    }

    @Test
    void filters_ofHostileKeysAndTags_meanWhatTheySay() {
        System.out.println("likeness.hostile.seed=" + SEED);
        try (MilvusVectorIndex index = MilvusVectorIndex.open(
                TestMilvus.connection(),
                TestMilvus.place(),
                new ModelFingerprint("test", "0".repeat(64), 4),
                InstantSource.system())) {
            List<IndexEntry> entries = new ArrayList<>();
            for (int i = 0; i < RECORDS; i++) {
                entries.add(new IndexEntry(
                        Pictures.image(hostile(NewImage.MAX_KEY_BYTES), i, tags()),
                        Pictures.randomEmbedding(4, random)));
            }
            List<ImageRecord> stored = index.putAll(entries).stream()
                    .map(result -> result.record())
                    .toList();
            assertThat(everything(index, Filter.ALL)).as("seed %s", SEED).containsExactlyInAnyOrderElementsOf(stored);

            for (int round = 0; round < ROUNDS; round++) {
                Filter filter = filter(stored, 2);
                List<ImageRecord> meant =
                        stored.stream().filter(filter::matches).toList();
                assertThat(index.count(filter)).as("seed %s, %s", SEED, filter).isEqualTo(meant.size());
                assertThat(everything(index, filter))
                        .as("seed %s, %s", SEED, filter)
                        .containsExactlyInAnyOrderElementsOf(meant);
            }
        }
    }

    private static Set<ImageRecord> everything(MilvusVectorIndex index, Filter filter) {
        return new LinkedHashSet<>(
                index.list(new ListQuery(ListQuery.Order.OLDEST, null, ListQuery.MAX_LIMIT, filter)));
    }

    private Filter filter(List<ImageRecord> stored, int depth) {
        ImageRecord some = stored.get(random.nextInt(stored.size()));
        Map.Entry<String, String> tag =
                some.attributes().tags().entrySet().stream().findFirst().orElse(Map.entry(hostile(64), hostile(256)));
        return switch (random.nextInt(depth == 0 ? 5 : 7)) {
            case 0 -> new Filter.KeyIn(Set.of(some.key(), hostile(600)));
            case 1 ->
                new Filter.KeyPrefix(
                        some.key().substring(0, random.nextInt(some.key().length() + 1)));
            case 2 -> new Filter.TagIn(tag.getKey(), Set.of(tag.getValue()));
            case 3 -> new Filter.TagIn(hostile(200), Set.of(hostile(800), tag.getValue()));
            case 4 -> {
                double bound = random.nextInt(20) - 10;
                yield new Filter.TagRange(tag.getKey(), bound, bound + random.nextInt(10));
            }
            case 5 -> new Filter.Not(filter(stored, depth - 1));
            default -> new Filter.Or(List.of(filter(stored, depth - 1), filter(stored, depth - 1)));
        };
    }
}
