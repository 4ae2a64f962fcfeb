package io.likeness.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.embedding.Embedding;
import io.likeness.failure.Failure;
import io.likeness.image.EncodedImage;
import io.likeness.image.ImageHeader;
import io.likeness.image.ImageType;
import io.likeness.index.Attributes;
import io.likeness.index.ExactVectorIndex;
import io.likeness.index.ImageRecord;
import io.likeness.index.IndexEntry;
import io.likeness.index.ListQuery;
import io.likeness.index.ListQuery.Order;
import io.likeness.index.NewImage;
import io.likeness.index.VectorIndex;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class MirroredIndexTest {
    private static final Embedding OLD = Embedding.ofUnit(1, 0);
    private static final Embedding NEW = Embedding.ofUnit(0, 0, 1);

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);
    private long millis;
    private final ExactVectorIndex first = new ExactVectorIndex(2, () -> Instant.ofEpochMilli(++millis));
    private final ExactVectorIndex second = new ExactVectorIndex(3, () -> Instant.ofEpochMilli(0));
    private final MirroredIndex index = new MirroredIndex(first);

    private static NewImage image(String key) {
        return new NewImage(
                key,
                EncodedImage.of(key.getBytes(StandardCharsets.UTF_8)).digest(),
                new ImageHeader(ImageType.PNG, 1, 1),
                Attributes.NONE);
    }

    private long put(String key) {
        return index.put(new IndexEntry(image(key), OLD)).record().id();
    }

    private static List<ImageRecord> all(VectorIndex of) {
        return of.list(new ListQuery(Order.OLDEST, null, ListQuery.MAX_LIMIT));
    }

    @Test
    void changes_withAMirror_areDoneThereToo() {
        index.add(second);
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            switch (ids.isEmpty() ? 0 : random.nextInt(4)) {
                case 0, 1 -> {
                    long id = put("key " + i);
                    assertThat(index.unsure()).as("before its embedding comes").contains(id);
                    index.align(id, second, NEW);
                    ids.add(id);
                }
                case 2 -> {
                    String path = "/" + i;
                    index.update(ids.get(random.nextInt(ids.size())), _ -> new Attributes(path, Map.of()));
                }
                default -> index.deleteIds(Set.of(ids.remove(random.nextInt(ids.size()))));
            }
        }
        assertThat(index.unsure()).as("seed %d", seed).isEmpty();
        assertThat(all(second)).as("seed %d", seed).isEqualTo(all(first)).hasSize(ids.size());

        index.swap();

        assertThat(index.dimension()).isEqualTo(3);
        assertThat(index.mirror()).contains(first);
        index.deleteKeys(Set.of(first.get(ids.getFirst()).orElseThrow().key()));
        assertThat(all(first)).isEqualTo(all(second)).hasSize(ids.size() - 1);
    }

    @Test
    void change_whereTheMirrorFails_succeedsAndIsRemembered() {
        index.add(second);
        long kept = put("kept");
        long gone = put("gone");
        index.align(kept, second, NEW);
        index.align(gone, second, NEW);
        second.close();

        assertThat(index.deleteIds(Set.of(gone))).hasSize(1);
        assertThat(index.update(kept, _ -> Attributes.ofImgPath("/p"))).isPresent();

        assertThat(index.get(gone)).isEmpty();
        assertThat(index.unsure()).containsExactlyInAnyOrder(kept, gone);
    }

    @Test
    void align_ofADeletedRecord_storesNothing() {
        index.add(second);
        long id = put("a");
        index.deleteIds(Set.of(id));

        assertThat(index.align(id, second, NEW)).isTrue();

        assertThat(second.count()).isZero();
        assertThat(index.unsure()).isEmpty();
    }

    @Test
    void align_withAMirrorThatWasTakenAway_storesNothing() {
        index.add(second);
        long id = put("a");
        index.remove();

        assertThat(index.align(id, second, NEW)).isTrue();

        assertThat(second.count()).isZero();
    }

    @Test
    @Timeout(60)
    void hold_whileSomethingIsSteady_waitsForIt() throws InterruptedException {
        List<String> order = new ArrayList<>();
        Thread holder = index.steady(() -> {
            Thread other = Thread.ofVirtual().start(() -> {
                index.hold();
                order.add("held");
                index.release();
            });
            while (other.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            // Nested work must not wait for who waits for it.
            index.steady(() -> order.add("nested"));
            order.add("steady");
            return other;
        });
        holder.join();
        assertThat(order).containsExactly("nested", "steady", "held");
    }

    @Test
    void close_withAMirror_closesBoth() {
        index.add(second);
        index.close();
        assertThatThrownBy(second::count).isInstanceOf(Failure.Unavailable.class);
    }
}
