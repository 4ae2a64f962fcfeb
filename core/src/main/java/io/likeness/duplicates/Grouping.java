package io.likeness.duplicates;

import io.likeness.duplicates.DuplicateGroup.Kind;
import io.likeness.duplicates.DuplicateGroup.Member;
import io.likeness.index.ImageRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes groups of pairs. Pictures that are the same as a whole are one group, also over others between them; but never two of which somebody said
 * that they are not duplicates. What is a part of a picture is in a group with that picture only: two pictures in one collage have nothing to do with
 * each other. So a picture may be in several groups. Used by one thread.
 */
final class Grouping {
    // Surest first, so that a decision parts what is least sure; then by ids, so that the same pairs make the same
    // groups.
    private static final Comparator<Pair> SUREST = Comparator.comparing(
                    (Pair pair) -> pair.relation() != Relation.EXACT)
            .thenComparing(Pair::confidence, Comparator.reverseOrder())
            .thenComparingLong(Pair::a)
            .thenComparingLong(Pair::b);

    private final Map<Long, ImageRecord> records;
    private final Set<Decisions.Apart> apart;
    private final Comparator<ImageRecord> order;
    private final Map<String, Set<Long>> contents = new HashMap<>();
    private final Map<Long, Set<Long>> enemies = new HashMap<>();
    private final Map<Long, List<Long>> components = new HashMap<>();
    private final Map<Long, Long> componentOf = new HashMap<>();

    private Grouping(Map<Long, ImageRecord> records, Set<Decisions.Apart> apart, Comparator<ImageRecord> order) {
        this.records = records;
        this.apart = apart;
        this.order = order;
    }

    /**
     * The groups, by their lowest id.
     *
     * @param pairs those of whose pictures one is not in {@code records} are left out
     */
    static List<DuplicateGroup> of(
            Collection<Pair> pairs,
            Map<Long, ImageRecord> records,
            Set<Decisions.Apart> apart,
            Comparator<ImageRecord> order) {
        Grouping grouping = new Grouping(records, apart, order);
        List<Pair> valid = pairs.stream()
                .filter(pair -> records.containsKey(pair.a()) && records.containsKey(pair.b()))
                .filter(pair -> !grouping.areApart(pair.a(), pair.b()))
                .sorted(SUREST)
                .toList();
        grouping.findEnemies();
        List<DuplicateGroup> groups = new ArrayList<>(grouping.wholes(valid));
        groups.addAll(grouping.parts(valid));
        groups.sort(Comparator.comparingLong(Grouping::lowest).thenComparing(DuplicateGroup::id));
        return List.copyOf(groups);
    }

    private static long lowest(DuplicateGroup group) {
        return group.members().stream()
                .mapToLong(member -> member.record().id())
                .min()
                .orElseThrow();
    }

    private boolean areApart(long a, long b) {
        return !apart.isEmpty() && apart.contains(Decisions.Apart.of(record(a), record(b)));
    }

    private ImageRecord record(long id) {
        ImageRecord record = records.get(id);
        if (record == null) {
            throw new IllegalStateException("picture " + id + " is not there");
        }
        return record;
    }

    /** Who must not be in one group. */
    private void findEnemies() {
        if (apart.isEmpty()) {
            return;
        }
        for (ImageRecord record : records.values()) {
            contents.computeIfAbsent(record.digest().sha256(), _ -> new HashSet<>())
                    .add(record.id());
        }
        for (Decisions.Apart pair : apart) {
            for (long one : ofContent(pair.one())) {
                for (long other : ofContent(pair.other())) {
                    if (one != other && areApart(one, other)) {
                        enemies.computeIfAbsent(one, _ -> new HashSet<>()).add(other);
                        enemies.computeIfAbsent(other, _ -> new HashSet<>()).add(one);
                    }
                }
            }
        }
    }

    private Set<Long> ofContent(String name) {
        int slash = name.indexOf('/');
        return contents.getOrDefault(slash < 0 ? name : name.substring(0, slash), Set.of());
    }

    private List<DuplicateGroup> wholes(List<Pair> pairs) {
        Map<Long, List<Pair>> links = new HashMap<>();
        for (Pair pair : pairs) {
            if (pair.relation().isWhole() && join(component(pair.a()), component(pair.b()))) {
                links.computeIfAbsent(pair.a(), _ -> new ArrayList<>()).add(pair);
                links.computeIfAbsent(pair.b(), _ -> new ArrayList<>()).add(pair);
            }
        }
        List<DuplicateGroup> groups = new ArrayList<>();
        for (List<Long> ids : components.values()) {
            if (ids.size() > 1) {
                groups.add(whole(ids, links));
            }
        }
        return groups;
    }

    private long component(long id) {
        return componentOf.computeIfAbsent(id, _ -> {
            components.put(id, new ArrayList<>(List.of(id)));
            return id;
        });
    }

    /** Makes one of two components; answers whether the pair that links them is within one group then. */
    private boolean join(long one, long other) {
        if (one == other) {
            return true;
        }
        List<Long> first = components.getOrDefault(one, List.of());
        List<Long> second = components.getOrDefault(other, List.of());
        boolean firstIsLarger = first.size() >= second.size();
        List<Long> large = firstIsLarger ? first : second;
        List<Long> small = firstIsLarger ? second : first;
        long kept = firstIsLarger ? one : other;
        for (long id : small) {
            for (long enemy : enemies.getOrDefault(id, Set.of())) {
                if (componentOf.getOrDefault(enemy, 0L) == kept) {
                    return false;
                }
            }
        }
        small.forEach(id -> componentOf.put(id, kept));
        large.addAll(small);
        components.remove(firstIsLarger ? other : one);
        return true;
    }

    private DuplicateGroup whole(List<Long> ids, Map<Long, List<Pair>> links) {
        List<ImageRecord> sorted = ids.stream().map(this::record).sorted(order).toList();
        long best = sorted.getFirst().id();
        List<Member> members = new ArrayList<>();
        for (ImageRecord record : sorted) {
            List<Pair> own = links.getOrDefault(record.id(), List.of());
            // What it is to the best, where the two were compared; else to the one that it is surest of.
            Pair link = own.stream()
                    .filter(pair -> pair.a() == best || pair.b() == best)
                    .min(SUREST)
                    .or(() -> own.stream().min(SUREST))
                    .orElseThrow();
            members.add(member(record, link));
        }
        boolean exact = sorted.stream().map(ImageRecord::digest).distinct().count() == 1;
        long lowest = ids.stream().mapToLong(Long::longValue).min().orElseThrow();
        return new DuplicateGroup("w" + lowest, exact ? Kind.EXACT : Kind.EDITED, members);
    }

    private static Member member(ImageRecord record, Pair link) {
        boolean first = link.a() == record.id();
        return new Member(
                record,
                first ? link.b() : link.a(),
                first ? link.relation() : link.relation().reversed(),
                link.confidence());
    }

    private List<DuplicateGroup> parts(List<Pair> pairs) {
        Map<Long, List<Pair>> byWhole = new TreeMap<>();
        Set<List<Long>> seen = new HashSet<>();
        for (Pair pair : pairs) {
            if (pair.relation().isWhole()) {
                continue;
            }
            long part = pair.relation() == Relation.CROP ? pair.a() : pair.b();
            long whole = pair.relation() == Relation.CROP ? pair.b() : pair.a();
            // The same part in two copies of one picture is told once, as is one that is in the group of that picture.
            if (component(part) != component(whole) && seen.add(List.of(component(part), component(whole)))) {
                byWhole.computeIfAbsent(whole, _ -> new ArrayList<>()).add(pair);
            }
        }
        List<DuplicateGroup> groups = new ArrayList<>();
        byWhole.forEach((whole, links) -> groups.add(part(whole, links)));
        return groups;
    }

    private DuplicateGroup part(long whole, List<Pair> links) {
        List<Member> members = new ArrayList<>();
        members.add(member(record(whole), links.getFirst()));
        links.stream()
                .map(link -> member(record(link.a() == whole ? link.b() : link.a()), link))
                .forEach(members::add);
        members.sort(Comparator.comparing(Member::record, order));
        return new DuplicateGroup("p" + whole, Kind.PART, members);
    }
}
