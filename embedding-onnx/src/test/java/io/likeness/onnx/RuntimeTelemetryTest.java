package io.likeness.onnx;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Opens the network in a process of its own, with a home and a temporary folder where traces would show. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "nothing is written or sent there")
class RuntimeTelemetryTest {
    @TempDir
    Path temp;

    /** What the process runs. */
    static final class OpenBuiltIn {
        private OpenBuiltIn() {}

        public static void main(String[] args) {
            OnnxEmbedder.open(ModelBundle.builtIn(), new NearestPreprocessor(), OnnxSettings.defaults())
                    .close();
        }
    }

    @Test
    void open_inAFreshProcess_leavesNoTracesAndSurvivesALongCommandLine() throws Exception {
        Path home = Files.createDirectory(temp.resolve("home"));
        Path scratch = Files.createDirectory(temp.resolve("scratch"));
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Duser.home=" + home,
                "-cp",
                System.getProperty("java.class.path")
                        + File.pathSeparator
                        + System.getProperty("surefire.test.class.path", ""),
                OpenBuiltIn.class.getName(),
                "x".repeat(20_000));
        builder.environment().remove(RuntimeTelemetry.VARIABLE);
        builder.environment().put("HOME", home.toString());
        builder.environment().put("XDG_CACHE_HOME", home.resolve("caches").toString());
        builder.environment().put("TMPDIR", scratch.toString());
        builder.redirectErrorStream(true).redirectOutput(temp.resolve("output").toFile());
        Process process = builder.start();
        try {
            assertThat(process.waitFor(60, SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue())
                .as(Files.readString(temp.resolve("output")))
                .isZero();
        assertThat(names(scratch)).isEmpty();
        assertThat(names(home)).containsExactly("caches");
        assertThat(names(home.resolve("caches"))).containsExactly("likeness");
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}
