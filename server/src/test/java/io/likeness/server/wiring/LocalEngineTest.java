package io.likeness.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.failure.Failure;
import io.likeness.image.EncodedImage;
import io.likeness.image.ImageDigest;
import io.likeness.image.ImageSource;
import io.likeness.index.Attributes;
import io.likeness.index.ListQuery;
import io.likeness.library.ImageLibrary;
import io.likeness.library.StageTimes;
import io.likeness.onnx.ModelBundle;
import io.likeness.server.engine.ByteBudget;
import io.likeness.server.engine.Engine;
import io.likeness.server.settings.LikenessProperties;
import io.likeness.server.settings.SettingsLoader;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.StandardEnvironment;

/** The real parts together, on a real data directory. */
class LocalEngineTest {
    private static final StageTimes NO_TIMES = (_, _) -> {};

    @TempDir
    private Path folder;

    @Test
    void open_addSearchAndReopen_findsWhatWasAdded() throws IOException {
        byte[] red = drawn(Color.RED);
        long id;
        try (Engine engine = open(Map.of())) {
            id = add(engine, red, "red");
            add(engine, drawn(Color.BLUE), "blue");
            assertThat(engine.model().name())
                    .isEqualTo(ModelBundle.builtIn().fingerprint().name());
        }
        try (Engine engine = open(Map.of())) {
            var hits = engine.search(new ImageSource.Upload(EncodedImage.of(red)), 10, NO_TIMES);
            assertThat(hits).hasSize(2);
            assertThat(hits.getFirst().record().id()).isEqualTo(id);
            assertThat(hits.getFirst().score()).isGreaterThan(0.999);
            assertThat(engine.library().previews().get(hits.getFirst().record().digest()))
                    .isPresent();
            assertThat(add(engine, red, "red")).isEqualTo(id);
        }
    }

    @Test
    void deleteCollection_andMakeAnother_letsTheMemoryOfTheFirstGo() throws InterruptedException {
        try (Engine engine = open(Map.of())) {
            engine.collections().create("first");
            WeakReference<ImageLibrary> first =
                    new WeakReference<>(engine.collections().get("first"));
            engine.collections().delete("first");
            engine.collections().create("second");

            for (int i = 0; i < 50 && first.get() != null; i++) {
                System.gc();
                Thread.sleep(20);
            }
            assertThat(first.get()).isNull();
        }
    }

    @Test
    void open_twice_isRefusedInOneSentence() {
        try (Engine _ = open(Map.of())) {
            assertThatThrownBy(() -> open(Map.of()))
                    .isInstanceOf(Failure.Conflict.class)
                    .hasMessageContaining(folder.resolve("data").toString());
        }
    }

    @Test
    void open_libraryOfAnotherModel_goesOnWithItsOwnAndRefusesTheOther() throws IOException {
        Path other = otherModel();
        try (Engine engine = open(Map.of("likeness.model", other.toString()))) {
            assertThat(engine.model().name()).isEqualTo("another-model");
        }
        try (Engine engine = open(Map.of())) {
            // The copy in the library goes before the built-in one.
            assertThat(engine.model().name()).isEqualTo("another-model");
        }
        Path builtIn = folder.resolve("built-in");
        ModelBundle.builtIn().writeTo(builtIn);

        assertThatThrownBy(() -> open(Map.of("likeness.model", builtIn.toString())))
                .isInstanceOf(Failure.Conflict.class)
                .hasMessageContainingAll("another-model", "likeness-v0", "--model");
        open(Map.of("likeness.model", other.toString())).close();
    }

    @Test
    void open_modelThatDoesNotWork_leavesNoLibraryBehind() throws IOException {
        Path broken = folder.resolve("broken");
        ModelBundle.builtIn().writeTo(broken);
        Files.writeString(broken.resolve("model.onnx"), "no network");

        assertThatThrownBy(() -> open(Map.of("likeness.model", broken.toString())))
                .isInstanceOf(Failure.class);
        try (Engine engine = open(Map.of())) {
            assertThat(engine.model().name())
                    .isEqualTo(ModelBundle.builtIn().fingerprint().name());
        }
    }

    @Test
    void open_afterAnUncleanStop_sweepsPreviewsWithoutRecord() throws Exception {
        ImageDigest kept;
        ImageDigest orphan = new ImageDigest("ab".repeat(32));
        try (Engine engine = open(Map.of())) {
            add(engine, drawn(Color.RED), "red");
            kept = engine.library()
                    .index()
                    .list(new ListQuery(ListQuery.Order.OLDEST, null, 1))
                    .getFirst()
                    .digest();
            engine.library().previews().put(orphan, new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xD9});
        }
        Files.delete(folder.resolve("data/closed-cleanly"));
        try (Engine engine = open(Map.of())) {
            for (int i = 0; i < 500 && engine.library().previews().get(orphan).isPresent(); i++) {
                Thread.sleep(20);
            }
            assertThat(engine.library().previews().get(orphan)).isEmpty();
            assertThat(engine.library().previews().get(kept)).isPresent();
        }
        // One that is closed before its sweep ends leaves the rest to the next.
        for (int i = 0; i < 20 && !Files.exists(folder.resolve("data/closed-cleanly")); i++) {
            try (Engine _ = open(Map.of())) {
                Thread.sleep(100L * i);
            }
        }
        assertThat(folder.resolve("data/closed-cleanly")).exists();
    }

    /** The built-in network under another name and with another mean: its vectors are others. */
    private Path otherModel() throws IOException {
        Path other = folder.resolve("other");
        ModelBundle.builtIn().writeTo(other);
        Path json = other.resolve("model.json");
        String text = Files.readString(json);
        String changed =
                text.replaceFirst("\"likeness-v0\"", "\"another-model\"").replace("127", "128");
        assertThat(changed).isNotEqualTo(text);
        Files.writeString(json, changed);
        return other;
    }

    private static long add(Engine engine, byte[] bytes, String key) {
        return engine.add(new ImageSource.Upload(EncodedImage.of(bytes)), key, Attributes.NONE, NO_TIMES)
                .record()
                .id();
    }

    private Engine open(Map<String, Object> properties) {
        Map<String, Object> all =
                new HashMap<>(Map.of("likeness.data", folder.resolve("data").toString()));
        all.putAll(properties);
        LikenessProperties settings = SettingsLoader.load(new StandardEnvironment(), all);
        return LocalEngine.opener(settings).open(new ByteBudget(1 << 28, Duration.ofSeconds(1)));
    }

    private static byte[] drawn(Color color) throws IOException {
        BufferedImage image = new BufferedImage(400, 300, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setPaint(new GradientPaint(0, 0, color, 400, 300, Color.WHITE));
        pen.fillRect(0, 0, 400, 300);
        pen.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }
}
