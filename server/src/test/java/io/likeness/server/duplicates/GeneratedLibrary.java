package io.likeness.server.duplicates;

import io.likeness.duplicates.CollectionDuplicates;
import io.likeness.duplicates.DuplicateGroup;
import io.likeness.duplicates.DuplicateGroup.Kind;
import io.likeness.duplicates.DuplicateProgress;
import io.likeness.duplicates.LibraryDuplicates;
import io.likeness.image.EncodedImage;
import io.likeness.image.ImageSource;
import io.likeness.index.Attributes;
import io.likeness.library.StageTimes;
import io.likeness.server.engine.ByteBudget;
import io.likeness.server.engine.Engine;
import io.likeness.server.settings.DuplicateProperties;
import io.likeness.server.settings.SettingsLoader;
import io.likeness.server.wiring.LocalEngine;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** A library of drawn pictures, some of which are copies of others, in a real engine. */
final class GeneratedLibrary implements AutoCloseable {
    private static final StageTimes NO_TIMES = (_, _) -> {};
    private static final List<Plant> KINDS = List.of(Plant.values());

    private final Engine engine;
    private final CollectionDuplicates duplicates;
    private final Map<Couple, Plant> planted = new ConcurrentHashMap<>();
    // Pasted over a picture of the library, which it is an edited copy of as well.
    private final Set<Couple> alsoTrue = ConcurrentHashMap.newKeySet();

    /** Two pictures, the lower id first. */
    record Couple(long a, long b) {
        static Couple of(long one, long other) {
            return new Couple(Math.min(one, other), Math.max(one, other));
        }
    }

    /**
     * What was found.
     *
     * @param found pairs said to be duplicates
     * @param wrong those that are none
     * @param missed those planted that were not found, by kind
     */
    record Result(
            Set<Couple> found, Set<Couple> wrong, Map<Plant, Integer> missed, int planted, DuplicateProgress progress) {
        double precision() {
            return found.isEmpty() ? 1 : 1 - (double) wrong.size() / found.size();
        }

        double recall() {
            int all = missed.values().stream().mapToInt(Integer::intValue).sum();
            return 1 - (double) all / planted;
        }
    }

    /** Draws {@code pictures} and plants {@code copies} more, whose kinds take turns. */
    GeneratedLibrary(Path data, long seed, int pictures, int copies) {
        var settings = SettingsLoader.load(Map.of("likeness.data", data.toString()));
        engine = LocalEngine.opener(settings)
                .open(new ByteBudget(Runtime.getRuntime().maxMemory() / 2, Duration.ofMinutes(1)));
        List<Long> ids = IntStream.range(0, pictures)
                .parallel()
                .mapToObj(i -> add("picture" + i, original(seed, i)))
                .toList();
        IntStream.range(0, copies).parallel().forEach(i -> {
            Random random = new Random(seed + i);
            Plant kind = KINDS.get(i % KINDS.size());
            // Each original once, and what is pasted over is nobody's original.
            int of = (int) ((long) i * pictures / copies);
            int over = (of + 1) % pictures;
            byte[] file =
                    kind.file(original(seed, of), Scenery.picture(seed + of), Scenery.picture(seed + over), random);
            long id = add("copy" + i, file);
            planted.put(Couple.of(ids.get(of), id), kind);
            if (kind == Plant.PASTE) {
                alsoTrue.add(Couple.of(ids.get(over), id));
            }
        });
        duplicates = CollectionDuplicates.open(
                data, engine.collections(), DuplicateSearch.parts(engine, new DuplicateProperties(0)));
    }

    private static byte[] original(long seed, int number) {
        BufferedImage picture = Scenery.picture(seed + number);
        return Plant.jpeg(picture, 0.9f);
    }

    private long add(String key, byte[] file) {
        return engine.add(new ImageSource.Upload(EncodedImage.of(file)), key, Attributes.NONE, NO_TIMES)
                .record()
                .id();
    }

    LibraryDuplicates duplicates() {
        return duplicates.get("default");
    }

    Engine engine() {
        return engine;
    }

    /** Searches to the end. */
    Result search() throws InterruptedException {
        LibraryDuplicates all = duplicates();
        all.start(all.lastRequest(), false);
        DuplicateProgress progress = all.await(Duration.ofHours(2));
        return result(all.groups(), progress);
    }

    Result result(List<DuplicateGroup> groups, DuplicateProgress progress) {
        Set<Couple> found = new HashSet<>();
        groups.forEach(group -> found.addAll(couples(group)));
        Set<Couple> wrong = new HashSet<>(found);
        wrong.removeAll(planted.keySet());
        wrong.removeAll(alsoTrue);
        Map<Plant, Integer> missed = new EnumMap<>(Plant.class);
        planted.forEach((couple, kind) -> {
            if (!found.contains(couple)) {
                missed.merge(kind, 1, Integer::sum);
            }
        });
        return new Result(found, wrong, missed, planted.size(), progress);
    }

    /** The pairs that a group claims: each with each, or each part with its whole. */
    private static List<Couple> couples(DuplicateGroup group) {
        List<Couple> couples = new ArrayList<>();
        for (DuplicateGroup.Member member : group.members()) {
            if (group.kind() == Kind.PART) {
                couples.add(Couple.of(member.record().id(), member.of()));
                continue;
            }
            for (DuplicateGroup.Member other : group.members()) {
                if (other.record().id() < member.record().id()) {
                    couples.add(Couple.of(member.record().id(), other.record().id()));
                }
            }
        }
        return couples;
    }

    @Override
    public void close() {
        duplicates.close();
        engine.close();
    }
}
