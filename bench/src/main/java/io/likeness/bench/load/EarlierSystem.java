package io.likeness.bench.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The earlier system's way, by {@code bench/earlier_system.py} in a Python that has what {@code bench/requirements.txt} names. */
final class EarlierSystem {
    private static final Path SCRIPT = Path.of("bench/earlier_system.py");

    private EarlierSystem() {}

    /**
     * Pictures a second, or NaN where there is no Python for it.
     *
     * @param python the command, or empty for none
     */
    static double picturesPerSecond(String python, Sample sample, Path folder, double seconds)
            throws IOException, InterruptedException {
        if (python.isEmpty()) {
            System.err.println(
                    "the earlier system's way is left out: --python names no Python with the packages of bench/requirements.txt");
            return Double.NaN;
        }
        Path pictures = Files.createDirectories(folder.resolve("earlier-" + sample.name()));
        for (int i = 0; i < sample.files().size(); i++) {
            Files.write(pictures.resolve("%03d".formatted(i)), sample.file(i));
        }
        Process process = new ProcessBuilder(python, SCRIPT.toString(), pictures.toString(), "" + seconds)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("bench/earlier_system.py failed with " + python);
        }
        return Double.parseDouble(answer);
    }
}
