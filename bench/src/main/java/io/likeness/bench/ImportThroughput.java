package io.likeness.bench;

import io.likeness.fetch.FetchSettings;
import io.likeness.fetch.GuardedFetcher;
import io.likeness.fetch.RootFolders;
import io.likeness.image.DecodedImage;
import io.likeness.image.EncodedImage;
import io.likeness.image.PreviewEncoder;
import io.likeness.imaging.DecodeProgram;
import io.likeness.imaging.IsolatedImageDecoder;
import io.likeness.imaging.OpenCv;
import io.likeness.imaging.OpenCvImageDecoder;
import io.likeness.imaging.OpenCvImagePreprocessor;
import io.likeness.imaging.OpenCvPreviewEncoder;
import io.likeness.imaging.PixelBudget;
import io.likeness.imports.source.ArchiveLimits;
import io.likeness.imports.source.SourceOpener;
import io.likeness.onnx.ModelBundle;
import io.likeness.onnx.OnnxEmbedder;
import io.likeness.onnx.OnnxSettings;
import io.likeness.storage.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

/**
 * How fast an import is beside its parts: pictures a second of scaled decoding (D), of preview encoding (P) and of ONNX Runtime in full batches (E),
 * each alone on all cores in this process, and of an import of the same pictures, which decodes in processes of their own as the server does, in turns.
 * Arguments: pictures (6000), rounds (3), their megapixels (0.1875). Young Java code is compiled beside the first thousands.
 */
public final class ImportThroughput {
    private static final int DRAWN = 50;
    private static final int DECODED_AT_ONCE = 64;
    private static final long PIXELS = 100_000_000;
    private static final int MAX_BYTES = 32 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final int pictures;
    private final double megapixels;
    private final int cores = Runtime.getRuntime().availableProcessors();
    private final OpenCvImageDecoder decoder = new OpenCvImageDecoder(PIXELS, new PixelBudget(2 * PIXELS, PATIENCE));
    private final OpenCvPreviewEncoder previews = new OpenCvPreviewEncoder();
    private final List<EncodedImage> files = new ArrayList<>();
    private final List<DecodedImage> decoded = new ArrayList<>();

    private ImportThroughput(int pictures, double megapixels) {
        this.pictures = pictures;
        this.megapixels = megapixels;
    }

    /** Measures and prints. */
    public static void main(String[] args) throws IOException, InterruptedException {
        int pictures = args.length > 0 ? Integer.parseInt(args[0]) : 6000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
        double megapixels = args.length > 2 ? Double.parseDouble(args[2]) : 0.1875;
        OpenCv.load();
        Path folder = Files.createTempDirectory("likeness-bench");
        try {
            new ImportThroughput(pictures, megapixels).run(folder, rounds);
        } finally {
            DurableFiles.deleteTree(folder);
        }
    }

    private void run(Path folder, int rounds) throws IOException, InterruptedException {
        Path source = draw(folder.resolve("pictures"));
        ModelBundle bundle = ModelBundle.builtIn();
        OnnxSettings settings = OnnxSettings.defaults();
        try (OnnxEmbedder embedder = OnnxEmbedder.open(bundle, new OpenCvImagePreprocessor(), settings);
                NetworkAlone network = NetworkAlone.open(bundle, folder.resolve("model"), settings);
                IsolatedImageDecoder isolated = isolated();
                GuardedFetcher fetcher = new GuardedFetcher(fetchSettings(folder))) {
            int shortSide = Math.max(PreviewEncoder.SHORT_SIDE, embedder.inputShortSide());
            for (int i = 0; i < DECODED_AT_ONCE; i++) {
                decoded.add(decoder.decode(file(i), shortSide));
            }
            SourceOpener opener = new SourceOpener(
                    fetcher,
                    new RootFolders(List.of(folder)),
                    new ArchiveLimits(MAX_BYTES, Integer.MAX_VALUE, Long.MAX_VALUE));
            MeasuredImport imports = new MeasuredImport(
                    isolated, previews, embedder, bundle.fingerprint().dimension(), opener, settings, cores);
            Round.printHeader(pictures, megapixels, cores);
            List<Round> measured = new ArrayList<>();
            for (int i = 0; i <= rounds; i++) {
                Round round = new Round(
                        measured(() -> onAllCores(
                                n -> decoder.decode(file(n), shortSide).close())),
                        measured(() -> onAllCores(n -> previews.encode(decoded.get(n % DECODED_AT_ONCE)))),
                        measured(() -> network.run(pictures)),
                        imports.run(source, folder.resolve("data" + i), pictures));
                // The first one warms up.
                System.out.println((i == 0 ? "warm-up" : "round " + i) + round);
                if (i > 0) {
                    measured.add(round);
                }
            }
            System.out.println("median " + Round.median(measured));
            System.out.printf(
                    Locale.ROOT, "mean batch of the imports: %.1f of %d%n", imports.meanBatch(), settings.maxBatch());
        }
        decoded.forEach(DecodedImage::close);
    }

    private IsolatedImageDecoder isolated() {
        IsolatedImageDecoder isolated = new IsolatedImageDecoder(
                PIXELS,
                new PixelBudget(2 * PIXELS, PATIENCE),
                DecodeProgram.ofFiles().orElseThrow().settings(cores, PATIENCE, MAX_BYTES));
        isolated.start();
        return isolated;
    }

    private EncodedImage file(int number) {
        return files.get(number % files.size());
    }

    /** Each file differs from the others by what stands behind the end of the picture. */
    private Path draw(Path source) throws IOException {
        Files.createDirectories(source);
        for (int i = 0; i < Math.min(DRAWN, pictures); i++) {
            files.add(EncodedImage.of(GeneratedPictures.jpeg(megapixels, i)));
        }
        for (int i = 0; i < pictures; i++) {
            EncodedImage file = file(i);
            byte[] bytes = file.range(0, file.size());
            byte[] own = Arrays.copyOf(bytes, bytes.length + 4);
            own[bytes.length] = (byte) (i >> 8);
            own[bytes.length + 1] = (byte) i;
            Files.write(source.resolve("%05d.jpg".formatted(i)), own);
        }
        return source;
    }

    private static Figures measured(IntSupplier work) {
        double processor = processorSeconds();
        long start = System.nanoTime();
        int done = work.getAsInt();
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Figures(done / seconds, (processorSeconds() - processor) / done * 1e3);
    }

    private int onAllCores(IntConsumer work) {
        AtomicInteger next = new AtomicInteger();
        Cores.run(cores, () -> {
            for (int n = next.getAndIncrement(); n < pictures; n = next.getAndIncrement()) {
                work.accept(n);
            }
        });
        return pictures;
    }

    private static FetchSettings fetchSettings(Path root) {
        Duration time = Duration.ofSeconds(5);
        return new FetchSettings(MAX_BYTES, List.of(root), List.of(), time, time, 0, 1, 1);
    }

    /** Seconds of processor time that this process and those that decode for it have taken. */
    static double processorSeconds() {
        return Stream.concat(
                        Stream.of(ProcessHandle.current()),
                        ProcessHandle.current().children())
                .mapToDouble(process -> process.info()
                        .totalCpuDuration()
                        .map(time -> time.toNanos() / 1e9)
                        .orElse(Double.NaN))
                .sum();
    }
}
