package io.likeness.server.samples;

import io.likeness.failure.Failure;
import io.likeness.image.EncodedImage;
import io.likeness.image.ImageSource;
import io.likeness.index.Attributes;
import io.likeness.library.StageTimes;
import io.likeness.server.engine.OpenCollection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Adds the sample pictures to collections, in the background. Safe for use by many threads. */
public final class SampleRuns {
    private static final Progress NOT_BEGUN = new Progress(false, SamplePictures.COUNT, 0, 0, "");

    private final StageTimes times;
    private final Map<String, Progress> runs = new ConcurrentHashMap<>();

    public SampleRuns(StageTimes times) {
        this.times = times;
    }

    /**
     * How far it is.
     *
     * @param running whether it goes on
     * @param total pictures to add
     * @param finished those that were added, had been there or failed
     * @param failed those that could not be added
     * @param problem why the last of these could not, or empty
     */
    public record Progress(boolean running, int total, int finished, int failed, String problem) {
        private Progress added() {
            return new Progress(running, total, finished + 1, failed, problem);
        }

        private Progress failed(String why) {
            return new Progress(running, total, finished + 1, failed + 1, why);
        }

        private Progress ended() {
            return new Progress(false, total, finished, failed, problem);
        }
    }

    /** How far a collection is. */
    public Progress progress(OpenCollection collection) {
        return runs.getOrDefault(collection.name(), NOT_BEGUN);
    }

    /** Begins to add the pictures to a collection unless that goes on already. */
    public synchronized Progress start(OpenCollection collection) {
        Progress before = progress(collection);
        if (before.running()) {
            return before;
        }
        Progress begun = new Progress(true, SamplePictures.COUNT, 0, 0, "");
        runs.put(collection.name(), begun);
        Thread.ofVirtual().name("sample-pictures").start(() -> addAll(collection));
        return begun;
    }

    private void addAll(OpenCollection collection) {
        try {
            List<SamplePicture> pictures = SamplePictures.all();
            for (SamplePicture picture : pictures) {
                add(collection, picture);
            }
        } finally {
            runs.computeIfPresent(collection.name(), (_, progress) -> progress.ended());
        }
    }

    private void add(OpenCollection collection, SamplePicture picture) {
        try {
            collection.add(
                    new ImageSource.Upload(EncodedImage.of(picture.png())),
                    picture.key(),
                    new Attributes(picture.key(), picture.tags()),
                    times);
            runs.computeIfPresent(collection.name(), (_, progress) -> progress.added());
        } catch (Failure e) {
            runs.computeIfPresent(collection.name(), (_, progress) -> progress.failed(String.valueOf(e.getMessage())));
        }
    }
}
