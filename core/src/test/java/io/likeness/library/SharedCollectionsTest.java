package io.likeness.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.embedding.Embedding;
import io.likeness.failure.Failure;
import io.likeness.image.ImageDigest;
import io.likeness.image.ImageHeader;
import io.likeness.image.ImageType;
import io.likeness.image.PreviewStore;
import io.likeness.index.Attributes;
import io.likeness.index.ExactVectorIndex;
import io.likeness.index.IndexEntry;
import io.likeness.index.NewImage;
import io.likeness.index.VectorIndex;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Collections and previews that other servers change too. */
class SharedCollectionsTest {
    private static final ImageDigest DIGEST = new ImageDigest("0".repeat(64));
    private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xD9};

    /** What all servers see. */
    private static final class Shared implements CollectionStore {
        final Set<String> names = new TreeSet<>();
        Optional<String> problem = Optional.empty();
        boolean closed;

        @Override
        public Set<String> names() {
            return new TreeSet<>(names);
        }

        @Override
        public ImageLibrary open(String name) {
            names.add(name);
            return library();
        }

        @Override
        public void delete(String name) {
            names.remove(name);
        }

        @Override
        public boolean isShared() {
            return true;
        }

        @Override
        public Optional<String> problem() {
            return problem;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    /** Previews that another server may touch as soon as one is deleted. */
    private static final class SharedPreviews implements PreviewStore {
        final Map<ImageDigest, byte[]> stored = new HashMap<>();
        Runnable afterDelete = () -> {};

        @Override
        public void put(ImageDigest digest, byte[] jpeg) {
            stored.putIfAbsent(digest, jpeg);
        }

        @Override
        public Optional<byte[]> get(ImageDigest digest) {
            return Optional.ofNullable(stored.get(digest));
        }

        @Override
        public void delete(ImageDigest digest) {
            stored.remove(digest);
            afterDelete.run();
        }

        @Override
        public boolean isShared() {
            return true;
        }

        @Override
        public void close() {}
    }

    private final Shared shared = new Shared();
    private final ImageCollections here = ImageCollections.over(shared, library());
    private final ImageCollections there = ImageCollections.over(shared, library());

    private static ImageLibrary library() {
        return new ImageLibrary(new ExactVectorIndex(2, InstantSource.system()), new SharedPreviews());
    }

    @Test
    void create_byAnotherServer_isSeenAndNotMadeAgain() {
        assertThat(there.create("shoes")).isTrue();

        assertThat(here.get("shoes")).isNotNull();
        assertThat(here.all().keySet()).containsExactly("default", "shoes");
        assertThat(here.create("shoes")).isFalse();
    }

    @Test
    void delete_byAnotherServer_isNotListed() {
        here.create("shoes");
        there.delete("shoes");

        assertThat(here.all().keySet()).containsExactly("default");
        assertThatThrownBy(() -> here.get("shoes")).isInstanceOf(Failure.NotFound.class);
        assertThatThrownBy(() -> here.get("Not A Name")).isInstanceOf(Failure.NotFound.class);
    }

    @Test
    void problem_ofTheStore_isTold() {
        assertThat(here.problem()).isEmpty();
        shared.problem = Optional.of("away");
        assertThat(here.problem()).contains("away");
        here.close();
        assertThat(shared.closed).isTrue();
    }

    @Test
    void dropUnneededPreview_recordStoredByAnotherServerMeanwhile_keepsThePreview() {
        VectorIndex index = new ExactVectorIndex(2, InstantSource.system());
        SharedPreviews previews = new SharedPreviews();
        previews.put(DIGEST, JPEG);
        previews.afterDelete = () -> index.put(new IndexEntry(
                new NewImage("k", DIGEST, new ImageHeader(ImageType.JPEG, 1, 1), Attributes.NONE),
                Embedding.ofUnit(1, 0)));

        new ImageLibrary(index, previews).dropUnneededPreview(DIGEST);

        assertThat(previews.get(DIGEST)).contains(JPEG);
    }

    @Test
    void dropUnneededPreview_noRecord_deletesIt() {
        SharedPreviews previews = new SharedPreviews();
        previews.put(DIGEST, JPEG);

        new ImageLibrary(new ExactVectorIndex(2, InstantSource.system()), previews).dropUnneededPreview(DIGEST);

        assertThat(previews.get(DIGEST)).isEmpty();
    }
}
