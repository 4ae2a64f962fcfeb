package io.likeness.server.v1;

import io.likeness.duplicates.BestRule;
import io.likeness.duplicates.DuplicateGroup;
import io.likeness.duplicates.DuplicateGroup.Kind;
import io.likeness.duplicates.DuplicateGroup.Member;
import io.likeness.duplicates.DuplicateProgress;
import io.likeness.duplicates.RunState;
import io.likeness.duplicates.Undoable;
import io.likeness.index.ImageRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How duplicates look in answers. */
public final class DuplicateJson {
    /** So many pictures of one group are answered; its size tells how many there are. */
    static final int MOST_MEMBERS = 100;

    /** The columns of {@link #rows}. */
    static final List<String> COLUMNS = List.of(
            "group",
            "kind",
            "best",
            "id",
            "key",
            "imgPath",
            "width",
            "height",
            "bytes",
            "type",
            "added",
            "digest",
            "of",
            "relation",
            "confidence");

    private static final double DIGITS = 1e4;

    private DuplicateJson() {}

    /** How far a search is. */
    public static Map<String, @Nullable Object> progress(DuplicateProgress progress) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("state", word(progress.state()));
        json.put("collection", progress.collection());
        json.put("total", progress.total());
        json.put("finished", progress.finished());
        json.put("looked_at", progress.looked());
        json.put("pairs", progress.pairs());
        json.put("unreadable", progress.unreadable());
        json.put("pictures_per_second", Math.round(progress.picturesPerSecond() * 10) / 10.0);
        json.put("seconds_left", progress.timeLeft().map(Duration::toSeconds).orElse(null));
        json.put("min_confidence", progress.request().minConfidence());
        json.put(
                "rules", progress.request().rules().stream().map(BestRule::word).toList());
        json.put(
                "started",
                progress.started() == null ? null : progress.started().toString());
        json.put("ended", progress.ended() == null ? null : progress.ended().toString());
        json.put("problem", progress.state() == RunState.FAILED ? progress.reason() : null);
        return json;
    }

    /** How much there is of all groups. */
    public static Map<String, Object> counts(List<DuplicateGroup> groups) {
        Set<Long> pictures = new HashSet<>();
        Set<Long> best = new HashSet<>();
        Map<Kind, Integer> kinds = new LinkedHashMap<>();
        for (Kind kind : Kind.values()) {
            kinds.put(kind, 0);
        }
        for (DuplicateGroup group : groups) {
            kinds.merge(group.kind(), 1, Integer::sum);
            group.members().forEach(member -> pictures.add(member.record().id()));
            best.add(group.best().record().id());
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("groups", groups.size());
        kinds.forEach((kind, count) -> json.put(word(kind), count));
        json.put("pictures", pictures.size());
        json.put("surplus", pictures.size() - best.size());
        return json;
    }

    /** A group with its first pictures. */
    public static Map<String, @Nullable Object> group(DuplicateGroup group, String collection, ImageJson images) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", group.id());
        json.put("kind", word(group.kind()));
        json.put("size", group.members().size());
        json.put("best", String.valueOf(group.best().record().id()));
        json.put(
                "pictures",
                group.members().stream()
                        .limit(MOST_MEMBERS)
                        .map(member -> member(member, collection, images))
                        .toList());
        return json;
    }

    private static Map<String, @Nullable Object> member(Member member, String collection, ImageJson images) {
        Map<String, @Nullable Object> json = images.image(collection, member.record());
        OptionalLong bytes = BestRule.bytes(member.record());
        json.put("bytes", bytes.isPresent() ? bytes.getAsLong() : null);
        json.put("of", String.valueOf(member.of()));
        json.put("relation", word(member.relation()));
        json.put("confidence", Math.round(member.confidence() * DIGITS) / DIGITS);
        return json;
    }

    /** A decision that can be undone. */
    static Map<String, Object> undoable(Undoable undoable) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", undoable.id());
        json.put("kind", word(undoable.kind()));
        json.put("count", undoable.count());
        json.put("at", undoable.when().toString());
        return json;
    }

    /** The pictures of a group as lines of a table. */
    static List<List<String>> rows(DuplicateGroup group) {
        List<List<String>> rows = new ArrayList<>();
        for (Member member : group.members()) {
            ImageRecord record = member.record();
            OptionalLong bytes = BestRule.bytes(record);
            rows.add(List.of(
                    group.id(),
                    word(group.kind()),
                    member.equals(group.best()) ? "yes" : "no",
                    String.valueOf(record.id()),
                    record.key(),
                    record.attributes().imgPath(),
                    String.valueOf(record.header().width()),
                    String.valueOf(record.header().height()),
                    bytes.isPresent() ? String.valueOf(bytes.getAsLong()) : "",
                    record.header().type().mediaType(),
                    record.added().toString(),
                    record.digest().sha256(),
                    String.valueOf(member.of()),
                    word(member.relation()),
                    String.valueOf(Math.round(member.confidence() * DIGITS) / DIGITS)));
        }
        return rows;
    }

    /** The word for a constant. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
