package io.likeness.previews.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.failure.Failure;
import io.likeness.image.ImageDigest;
import io.likeness.index.testkit.servers.S3Server;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The previews in a bucket of a real store that speaks S3. */
class S3PreviewStoreIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static S3Server server;

    @BeforeAll
    static void start() {
        server = S3Server.start(folder.resolve("s3.log"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static S3Bucket bucket(String location, String endpoint) {
        return S3Bucket.open(S3Settings.of(location, endpoint, "us-east-1", "key", "secret", true, TIMEOUT));
    }

    private static S3PreviewStore store(TestInfo test) {
        return bucket("s3://" + S3Server.BUCKET + "/in/here/", server.endpoint())
                .previews(test.getTestMethod().orElseThrow().getName());
    }

    private static ImageDigest digest(int number) {
        return new ImageDigest(String.format("%064x", number));
    }

    private static byte[] jpeg(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void put_preview_isAnsweredByAnyStoreOfTheBucket(TestInfo test) {
        store(test).put(digest(1), jpeg("a"));

        assertThat(store(test).get(digest(1)))
                .hasValueSatisfying(found -> assertThat(found).isEqualTo(jpeg("a")));
        assertThat(store(test).get(digest(2))).isEmpty();
    }

    @Test
    void put_again_keepsWhatIsThere(TestInfo test) {
        S3PreviewStore store = store(test);
        store.put(digest(1), jpeg("a"));

        store.put(digest(1), jpeg("b"));

        assertThat(store.get(digest(1)).orElseThrow()).isEqualTo(jpeg("a"));
    }

    @Test
    void put_afterAnEmptyOne_replacesIt(TestInfo test) {
        S3PreviewStore store = store(test);
        store.put(digest(1), new byte[0]);

        store.put(digest(1), jpeg("a"));

        assertThat(store.get(digest(1)).orElseThrow()).isEqualTo(jpeg("a"));
    }

    @Test
    void put_oneDigestFromManyThreads_isWhole(TestInfo test) throws Exception {
        S3PreviewStore store = store(test);
        byte[] bytes = new byte[200_000];
        java.util.Arrays.fill(bytes, (byte) 7);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> puts = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                puts.add(threads.submit(() -> store.put(digest(1), bytes)));
            }
            for (Future<?> put : puts) {
                put.get();
            }
        }
        assertThat(store.get(digest(1)).orElseThrow()).isEqualTo(bytes);
    }

    @Test
    void delete_storedOrNot_leavesNone(TestInfo test) {
        S3PreviewStore store = store(test);
        store.put(digest(1), jpeg("a"));

        store.delete(digest(1));
        store.delete(digest(1));

        assertThat(store.get(digest(1))).isEmpty();
    }

    @Test
    void deletePreviews_ofOneCollection_leavesOthers() {
        S3Bucket bucket = bucket("s3://" + S3Server.BUCKET, server.endpoint());
        for (int i = 0; i < 1200; i++) {
            bucket.previews("gone").put(digest(i), jpeg("a"));
        }
        bucket.previews("gone-not").put(digest(1), jpeg("b"));

        bucket.deletePreviews("gone");

        assertThat(bucket.previews("gone").get(digest(1))).isEmpty();
        assertThat(bucket.previews("gone").get(digest(1199))).isEmpty();
        assertThat(bucket.previews("gone-not").get(digest(1))).isPresent();
    }

    @Test
    void calls_noSuchBucket_areUnavailableAndSaySo() {
        S3PreviewStore store =
                bucket("s3://no-such-bucket/x", server.endpoint()).previews("default");

        assertThatThrownBy(() -> store.put(digest(1), jpeg("a")))
                .isInstanceOf(Failure.Unavailable.class)
                .hasMessageContainingAll("s3://no-such-bucket/x/", "likeness.previews");
        assertThatThrownBy(() -> store.get(digest(1))).isInstanceOf(Failure.Unavailable.class);
    }

    @Test
    void calls_nobodyListens_areUnavailableInTime() {
        S3PreviewStore store =
                bucket("s3://" + S3Server.BUCKET, "http://127.0.0.1:1").previews("default");
        long begin = System.nanoTime();

        assertThatThrownBy(() -> store.get(digest(1)))
                .isInstanceOf(Failure.Unavailable.class)
                .hasMessageContaining("http://127.0.0.1:1");

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(TIMEOUT.plusSeconds(2));
    }

    @Test
    void calls_closed_areUnavailable(TestInfo test) {
        S3PreviewStore store = store(test);
        store.close();

        assertThatThrownBy(() -> store.put(digest(1), jpeg("a"))).isInstanceOf(Failure.Unavailable.class);
        assertThatThrownBy(() -> store.get(digest(1))).isInstanceOf(Failure.Unavailable.class);
        assertThatThrownBy(() -> store.delete(digest(1))).isInstanceOf(Failure.Unavailable.class);
    }
}
