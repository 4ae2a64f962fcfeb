package io.likeness.bench.load;

import io.likeness.bench.Cores;
import io.likeness.bench.NetworkAlone;
import io.likeness.image.DecodedImage;
import io.likeness.image.PreviewEncoder;
import io.likeness.imaging.OpenCvImageDecoder;
import io.likeness.imaging.OpenCvPreviewEncoder;
import io.likeness.imaging.PixelBudget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The least that a picture can take: decoded at the scale of the server, its preview encoded, ONNX Runtime run once, and one write forced to disk; in this
 * process, without fitting the picture to the network's input, hashes, index or HTTP. A search needs the first and the third.
 */
final class Limit implements AutoCloseable {
    private static final long PIXELS = 100_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final OpenCvImageDecoder decoder = new OpenCvImageDecoder(PIXELS, new PixelBudget(4 * PIXELS, PATIENCE));
    private final OpenCvPreviewEncoder previews = new OpenCvPreviewEncoder();
    private final NetworkAlone narrow;
    private final NetworkAlone wide;
    private final int shortSide;
    private final FileChannel file;
    private final int cores = Runtime.getRuntime().availableProcessors();

    Limit(NetworkAlone narrow, NetworkAlone wide, int inputShortSide, Path file) throws IOException {
        this.narrow = narrow;
        this.wide = wide;
        this.shortSide = Math.max(PreviewEncoder.SHORT_SIDE, inputShortSide);
        this.file =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    /**
     * What it took.
     *
     * @param rate pictures a second on all cores
     * @param processorMillis processor time of a picture while all cores work
     * @param loneMillis median time of a picture alone, the network run on all cores
     */
    record Figures(double rate, double processorMillis, double loneMillis) {}

    Figures measure(Sample sample, boolean adding, double seconds) {
        double lone = lone(sample, adding, seconds / 2);
        AtomicLong done = new AtomicLong();
        double processor = processorSeconds();
        long start = System.nanoTime();
        Cores.run(cores, () -> {
            while (System.nanoTime() - start < seconds * 1e9) {
                one(sample, done.getAndIncrement(), adding, narrow);
            }
        });
        double took = (System.nanoTime() - start) / 1e9;
        return new Figures(done.get() / took, (processorSeconds() - processor) / done.get() * 1e3, lone);
    }

    private double lone(Sample sample, boolean adding, double seconds) {
        double[] millis = new double[100_000];
        int done = 0;
        long begin = System.nanoTime();
        while (done < 5 || (System.nanoTime() - begin < seconds * 1e9 && done < millis.length)) {
            long start = System.nanoTime();
            one(sample, done, adding, wide);
            millis[done++] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(millis, 0, done);
        return millis[done / 2];
    }

    private void one(Sample sample, long number, boolean adding, NetworkAlone network) {
        byte[] preview;
        try (DecodedImage pixels = decoder.decode(sample.image(number), shortSide)) {
            preview = adding ? previews.encode(pixels) : new byte[0];
        }
        network.runOnce();
        if (adding) {
            force(preview);
        }
    }

    private void force(byte[] preview) {
        try {
            file.write(ByteBuffer.wrap(preview));
            file.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double processorSeconds() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime() / 1e9
                : Double.NaN;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
