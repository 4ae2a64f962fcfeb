import io.likeness.embedding.Embedding;
import io.likeness.image.ImageDigest;
import io.likeness.image.ImageHeader;
import io.likeness.image.ImageType;
import io.likeness.index.Attributes;
import io.likeness.index.IndexEntry;
import io.likeness.index.NewImage;
import io.likeness.server.LikenessServer;
import io.likeness.server.wiring.LocalEngine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Measures how long ./likeness serve takes until it is ready, on a new library and on one with many pictures: from the start of the process until
 * /actuator/health/readiness answers 200. Arguments: the launcher, a folder to work in, the number of pictures. Run by .ci/start-up.
 */
final class StartUp {
    private static final int RUNS = 5;
    private static final int BATCH = 1000;
    private static final int PREVIEW_BYTES = 8 * 1024;
    private static final int CLUSTERS = 500;

    public static void main(String[] args) throws Exception {
        String launcher = args[0];
        Path folder = Path.of(args[1]);
        int pictures = Integer.parseInt(args[2]);
        // One start beforehand, so that none pays for reading the programme from disk.
        start(launcher, folder.resolve("warm-up"));
        List<Long> fresh = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            fresh.add(start(launcher, folder.resolve("empty-" + run)));
        }
        report("a new library", fresh);
        Path full = folder.resolve("full");
        fill(full, pictures);
        List<Long> filled = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            filled.add(start(launcher, full));
        }
        report(pictures + " pictures", filled);
    }

    private static void report(String library, List<Long> millis) {
        long[] sorted = millis.stream().mapToLong(Long::longValue).sorted().toArray();
        System.out.printf("%s: ready after %d ms (median of %d: %s)%n", library, sorted[RUNS / 2], RUNS, Arrays.toString(sorted));
    }

    private static long start(String launcher, Path data) throws IOException, InterruptedException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        ProcessBuilder builder = new ProcessBuilder(launcher, "serve", "--port", "" + port, "--data", data.toString());
        long begin = System.nanoTime();
        Process process = builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        while (!ready(port)) {
            if (!process.isAlive()) {
                throw new IllegalStateException("the server ended with code " + process.exitValue());
            }
            Thread.sleep(10);
        }
        long millis = (System.nanoTime() - begin) / 1_000_000;
        process.destroy();
        process.waitFor();
        return millis;
    }

    private static boolean ready(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(("GET /actuator/health/readiness HTTP/1.1\r\nHost: 127.0.0.1:" + port
                            + "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII).equals("HTTP/1.1 200");
        } catch (IOException e) {
            // Not listening yet.
            return false;
        }
    }

    private static void fill(Path data, int pictures) throws Exception {
        Random random = new Random(1);
        try (LikenessServer server =
                LikenessServer.start(Map.of("likeness.data", data.toString(), "likeness.port", 0), LocalEngine::opener)) {
            int dimension = server.engine().model().dimension();
            float[][] centres = Stream.generate(() -> gaussian(dimension, random)).limit(CLUSTERS).toArray(float[][]::new);
            for (int from = 0; from < pictures; from += BATCH) {
                List<IndexEntry> batch = new ArrayList<>();
                for (int i = from; i < Math.min(pictures, from + BATCH); i++) {
                    batch.add(entry(i, centres[random.nextInt(CLUSTERS)], random));
                    preview(data, batch.getLast().image().digest(), random);
                }
                server.engine().library().index().putAll(batch);
            }
        }
    }

    private static IndexEntry entry(int number, float[] centre, Random random) {
        float[] values = gaussian(centre.length, random);
        for (int i = 0; i < values.length; i++) {
            values[i] = centre[i] + 0.7f * values[i];
        }
        byte[] digest = new byte[32];
        random.nextBytes(digest);
        NewImage image = new NewImage(
                "key-" + number,
                new ImageDigest(HexFormat.of().formatHex(digest)),
                new ImageHeader(ImageType.JPEG, 1000, 750),
                Attributes.ofImgPath("/pictures/" + number + ".jpg"));
        return new IndexEntry(image, Embedding.normalised(values));
    }

    private static float[] gaussian(int dimension, Random random) {
        float[] values = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    // Straight into its file: forcing each to disk would take minutes and change nothing in what is measured.
    private static void preview(Path data, ImageDigest digest, Random random) throws IOException {
        byte[] bytes = new byte[PREVIEW_BYTES];
        random.nextBytes(bytes);
        String name = digest.sha256();
        Files.write(data.resolve("previews").resolve(name.substring(0, 2)).resolve(name + ".jpg"), bytes);
    }
}
