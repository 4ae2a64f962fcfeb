package io.likeness.onnx;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.embedding.Embedding;
import io.likeness.embedding.ImagePreprocessor;
import io.likeness.failure.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Running at once, refusing and closing. A picture 1 px wide is held up while it is prepared, until {@link #release} is counted down. */
@Timeout(60)
class OnnxEmbedderQueueTest {
    @TempDir
    Path temp;

    private final CountDownLatch heldUp = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final ImagePreprocessor plain = new NearestPreprocessor();
    private final ExecutorService callers = Executors.newCachedThreadPool();

    private ModelBundle bundle = ModelBundle.builtIn();

    @BeforeEach
    void writeBundle() {
        bundle = ModelBundle.load(BundleFolder.write(
                temp, BundleFolder.DESCRIPTION, ColourNetwork.colours().toByteArray()));
    }

    @AfterEach
    void stopCallers() {
        release.countDown();
        callers.close();
    }

    private OnnxEmbedder open(int threads, int maxBatch, int queue) {
        return OnnxEmbedder.open(bundle, holding(), new OnnxSettings(threads, maxBatch, queue));
    }

    private ImagePreprocessor holding() {
        return (image, how, row) -> {
            if (image.width() == 1) {
                heldUp.countDown();
                await(release);
            }
            plain.write(image, how, row);
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A caller that has a place and is not done with its picture. */
    private CompletableFuture<Embedding> heldUpCaller(OnnxEmbedder embedder) {
        var answer = embedElsewhere(embedder, new DrawnImage(1, 1, (x, y) -> 0x336699));
        await(heldUp);
        return answer;
    }

    private CompletableFuture<Embedding> embedElsewhere(OnnxEmbedder embedder, DrawnImage image) {
        return CompletableFuture.supplyAsync(() -> embedder.embed(image).join(), callers);
    }

    @Test
    void embed_lone_runsAtOnce() throws Exception {
        try (OnnxEmbedder embedder = open(2, 8, 16)) {
            for (int i = 0; i < 20; i++) {
                embedder.embed(DrawnImage.ofOneColour(0x808000)).get(30, SECONDS);
            }
            assertThat(embedder.batches()).isEqualTo(20);
            assertThat(embedder.pictures()).isEqualTo(20);
        }
    }

    @Test
    void embed_otherIsSlowToPrepare_doesNotWaitForIt() throws Exception {
        try (OnnxEmbedder embedder = open(1, 8, 16)) {
            var slow = heldUpCaller(embedder);
            embedder.embed(DrawnImage.ofOneColour(0x808000)).get(30, SECONDS);
            assertThat(slow).isNotDone();
            release.countDown();
            slow.get(30, SECONDS);
        }
    }

    @Test
    void embed_queueFull_isRefusedNamingTheSetting() throws Exception {
        try (OnnxEmbedder embedder = open(1, 8, 1)) {
            var slow = heldUpCaller(embedder);
            assertThatThrownBy(() -> embedder.embed(DrawnImage.ofOneColour(0x008080)))
                    .isInstanceOf(Failure.Overloaded.class)
                    .hasMessageContaining("1 pictures")
                    .hasMessageContaining("likeness.embed.queue");
            release.countDown();
            slow.get(30, SECONDS);
            embedder.embed(DrawnImage.ofOneColour(0x008080)).get(30, SECONDS);
        }
    }

    @Test
    void close_whileBeingPrepared_answersUnavailable() {
        OnnxEmbedder embedder = open(1, 8, 16);
        var slow = heldUpCaller(embedder);
        embedder.close();
        release.countDown();
        assertThatThrownBy(slow::get).cause().isInstanceOf(Failure.Unavailable.class);
    }

    @Test
    void close_twiceAndThenEmbed_answersUnavailable() {
        OnnxEmbedder embedder = open(1, 8, 16);
        embedder.close();
        embedder.close();
        assertThatThrownBy(() -> embedder.embed(DrawnImage.ofOneColour(0))).isInstanceOf(Failure.Unavailable.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void embed_manyThreads_eachGetsItsOwnAnswer(int threads) throws Exception {
        try (OnnxEmbedder embedder = open(threads, 4, 256);
                OnnxEmbedder alone = open(1, 1, 16)) {
            List<Embedding> expected = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                expected.add(
                        alone.embed(DrawnImage.ofOneColour(0x0F1E2D * (i + 1))).get());
            }
            List<Future<?>> done = new ArrayList<>();
            for (int caller = 0; caller < 16; caller++) {
                int mine = caller;
                done.add(callers.submit(() -> {
                    for (int i = 0; i < 50; i++) {
                        Embedding found = embedder.embed(DrawnImage.ofOneColour(0x0F1E2D * (mine + 1)))
                                .join();
                        assertThat(found.cosine(expected.get(mine))).isGreaterThan(1 - 1e-6);
                    }
                }));
            }
            for (Future<?> each : done) {
                each.get(50, SECONDS);
            }
            assertThat(embedder.pictures()).isEqualTo(16 * 50);
            assertThat(embedder.batches()).isBetween(16 * 50 / 4L, 16 * 50L);
        }
    }
}
