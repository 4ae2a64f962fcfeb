package io.likeness.server.metrics;

import io.likeness.failure.Failure;
import io.likeness.library.ImageCollections;
import io.likeness.library.ImageLibrary;
import io.likeness.server.engine.Engine;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The stored pictures of each collection, counted when somebody collects the figures: a collection that was deleted is gone from them at once. Safe for
 * use by many threads.
 */
final class PictureCounts implements Collector {
    /** What collects the figures keeps each series for long, so that names from outside must not make them without a bound. */
    static final int MOST_COLLECTIONS = 100;

    private final Supplier<Engine> engine;

    PictureCounts(Supplier<Engine> engine) {
        this.engine = engine;
    }

    @Override
    public GaugeSnapshot collect() {
        GaugeSnapshot.Builder all =
                GaugeSnapshot.builder().name("likeness_pictures").help("Stored pictures");
        points().forEach(all::dataPoint);
        return all.build();
    }

    private List<GaugeDataPointSnapshot> points() {
        List<GaugeDataPointSnapshot> points = new ArrayList<>();
        try {
            ImageCollections collections = engine.get().collections();
            // A store that is away would keep whoever collects the figures waiting.
            if (collections.problem().isEmpty()) {
                Map<String, ImageLibrary> libraries = collections.all();
                points.add(point(ImageCollections.DEFAULT, collections.get(ImageCollections.DEFAULT)));
                libraries.remove(ImageCollections.DEFAULT);
                libraries.entrySet().stream()
                        .limit(MOST_COLLECTIONS - 1)
                        .forEach(each -> points.add(point(each.getKey(), each.getValue())));
            }
        } catch (Failure.Unavailable _) {
            // While the server stops there is nothing to count.
            points.clear();
        }
        return points;
    }

    private static GaugeDataPointSnapshot point(String collection, ImageLibrary library) {
        return GaugeDataPointSnapshot.builder()
                .labels(Labels.of("collection", collection))
                .value((double) library.index().count())
                .build();
    }
}
