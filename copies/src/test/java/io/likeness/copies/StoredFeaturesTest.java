package io.likeness.copies;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.embedding.Embedding;
import io.likeness.image.EncodedImage;
import io.likeness.image.FeatureStore;
import io.likeness.image.ImageDigest;
import io.likeness.image.ImageHeader;
import io.likeness.image.ImageType;
import io.likeness.image.PreviewStore;
import io.likeness.index.Attributes;
import io.likeness.index.ExactVectorIndex;
import io.likeness.index.IndexEntry;
import io.likeness.index.NewImage;
import io.likeness.library.ImageLibrary;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class StoredFeaturesTest {
    private final Map<ImageDigest, byte[]> previews = new ConcurrentHashMap<>();
    private final Map<ImageDigest, byte[]> kept = new ConcurrentHashMap<>();
    private final ImageLibrary library = new ImageLibrary(
            new ExactVectorIndex(2, InstantSource.system()), new PreviewMap(previews), new FeatureMap(kept));
    private final StoredFeatures features = new StoredFeatures(library);

    private ImageDigest add(long seed) {
        byte[] file = Drawn.file(Drawn.scene(seed, 200, 150), "png");
        ImageDigest digest = EncodedImage.of(file).digest();
        previews.put(digest, file);
        NewImage image = new NewImage("key " + seed, digest, new ImageHeader(ImageType.PNG, 200, 150), Attributes.NONE);
        library.index().put(new IndexEntry(image, Embedding.ofUnit(1, 0)));
        return digest;
    }

    @Test
    void of_storedPicture_isComputedOnceAndKept() {
        ImageDigest digest = add(1);
        LocalFeatures first = features.of(digest).orElseThrow();
        assertThat(kept).containsOnlyKeys(digest);
        previews.clear();
        assertThat(features.of(digest).orElseThrow().encode()).isEqualTo(first.encode());
    }

    @Test
    void of_whatIsKeptDamaged_isComputedAgain() {
        ImageDigest digest = add(1);
        byte[] whole = features.of(digest).orElseThrow().encode();
        kept.put(digest, new byte[] {1, 2, 3});
        assertThat(features.of(digest).orElseThrow().encode()).isEqualTo(whole);
        assertThat(kept.get(digest)).isEqualTo(whole);
    }

    @Test
    void of_pictureDeletedMeanwhile_isNotKept() {
        ImageDigest digest = add(1);
        library.index().deleteKeys(List.of("key 1"));
        assertThat(features.of(digest)).isPresent();
        assertThat(kept).isEmpty();
    }

    @Test
    void of_contentWithoutPreview_isEmpty() {
        assertThat(features.of(new ImageDigest("ab".repeat(32)))).isEmpty();
    }

    @Test
    void dropUnneededPreview_ofDeletedPicture_dropsItsFeatures() {
        ImageDigest digest = add(1);
        features.of(digest);
        library.dropUnneededPreview(digest);
        assertThat(kept).containsOnlyKeys(digest);
        library.index().deleteKeys(List.of("key 1"));
        library.dropUnneededPreview(digest);
        assertThat(kept).isEmpty();
        assertThat(previews).isEmpty();
    }

    @Test
    void prepare_whileBusy_waitsAndThenComputesAll() throws InterruptedException {
        List<ImageDigest> digests = List.of(add(1), add(2), add(3));
        AtomicBoolean idle = new AtomicBoolean();
        CountDownLatch asked = new CountDownLatch(3);
        try (PrepareFeatures _ = PrepareFeatures.start(() -> List.of(library), () -> {
            asked.countDown();
            return idle.get();
        })) {
            assertThat(asked.await(1, TimeUnit.MINUTES)).isTrue();
            assertThat(kept).isEmpty();
            idle.set(true);
            await(3);
            assertThat(kept).containsOnlyKeys(digests);
            // What is added later is found at the next round.
            ImageDigest later = add(4);
            await(4);
            assertThat(kept).containsKey(later);
        }
    }

    private void await(int count) throws InterruptedException {
        for (int i = 0; i < 3000 && kept.size() < count; i++) {
            Thread.sleep(20);
        }
    }

    private record FeatureMap(Map<ImageDigest, byte[]> map) implements FeatureStore {
        @Override
        public Optional<byte[]> get(ImageDigest digest) {
            return Optional.ofNullable(map.get(digest));
        }

        @Override
        public void put(ImageDigest digest, byte[] features) {
            map.put(digest, features);
        }

        @Override
        public void delete(ImageDigest digest) {
            map.remove(digest);
        }
    }

    private record PreviewMap(Map<ImageDigest, byte[]> map) implements PreviewStore {
        @Override
        public void put(ImageDigest digest, byte[] jpeg) {
            map.putIfAbsent(digest, jpeg);
        }

        @Override
        public Optional<byte[]> get(ImageDigest digest) {
            return Optional.ofNullable(map.get(digest));
        }

        @Override
        public void delete(ImageDigest digest) {
            map.remove(digest);
        }

        @Override
        public void close() {}
    }
}
