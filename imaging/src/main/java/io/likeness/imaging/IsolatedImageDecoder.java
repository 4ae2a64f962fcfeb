package io.likeness.imaging;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import io.likeness.failure.Failure;
import io.likeness.image.DecodedImage;
import io.likeness.image.EncodedImage;
import io.likeness.image.ImageDecoder;
import io.likeness.image.ImageHeader;
import io.likeness.imaging.worker.Outcome;
import io.likeness.imaging.worker.SharedMemories;
import io.likeness.imaging.worker.SharedMemory;
import io.likeness.imaging.worker.WorkerCounts;
import io.likeness.imaging.worker.WorkerPool;
import io.likeness.imaging.worker.WorkerSettings;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes as {@link OpenCvImageDecoder} does, in processes of their own: a picture that makes native code crash or hang takes down one of them and fails
 * alone. Headers and limits are checked here; the pixels come back in memory that both sides see, as many bytes as the header promises, whatever the
 * process says. Safe for use by many threads.
 */
public final class IsolatedImageDecoder implements ImageDecoder, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(IsolatedImageDecoder.class);

    /** A process may be killed from outside, so only the second one that ends over a picture is blamed on it. */
    private static final int TRIES = 2;

    private static final Duration POISON_MEMORY = Duration.ofMinutes(10);
    private static final int PAGE = 4096;
    private static final int REQUEST_BYTES = 4096;
    private static final DecodeFault[] FAULTS = DecodeFault.values();

    private final PictureLimits limits;
    private final PixelBudget budget;
    private final Duration timeout;
    private final WorkerPool workers;
    private final SharedMemories memories;
    private final PoisonedPictures poisoned = new PoisonedPictures(POISON_MEMORY, InstantSource.system());

    /**
     * Starts nothing yet.
     *
     * @param maxPixels the most pixels a picture may have, 1 to {@link OpenCvImageDecoder#MAX_PIXELS}
     * @param budget shared by all decoders of a process
     * @param settings of the processes, which run {@link DecodeWorker}
     * @throws Failure.BadInput if {@code maxPixels} is outside its range
     */
    public IsolatedImageDecoder(long maxPixels, PixelBudget budget, WorkerSettings settings) {
        this.limits = new PictureLimits(maxPixels);
        this.budget = budget;
        this.timeout = settings.timeout();
        this.workers = new WorkerPool(settings);
        this.memories = new SharedMemories(2 * settings.size());
    }

    /** Starts the first process, without waiting for it; the others start when they are needed. */
    public void start() {
        workers.start();
    }

    /** How the processes are. */
    public WorkerCounts processes() {
        return workers.counts();
    }

    @Override
    public ImageHeader readHeader(EncodedImage image) {
        return limits.open(image).header();
    }

    /**
     * {@inheritDoc}
     *
     * @throws Failure.UnsupportedImage also if the decoder ended or took too long over it
     * @throws Failure.Unavailable if no process can be started
     */
    @Override
    public DecodedImage decode(EncodedImage image, int shortSide) {
        PictureFile file = limits.open(image);
        poisoned.check(image);
        NativeInput input = file.nativeInput();
        DecodePlan plan = DecodePlan.of(file, input, shortSide);
        OpenCv.load();
        PixelBudget.Share share = budget.acquire(file.header().pixels(), DecodePlan.memoryPerPixel(file, input));
        boolean done = false;
        try {
            DecodedImage decoded = decode(image, file.header(), plan, input, share);
            done = true;
            return decoded;
        } finally {
            if (!done) {
                share.close();
            }
        }
    }

    private DecodedImage decode(
            EncodedImage image, ImageHeader header, DecodePlan plan, NativeInput input, PixelBudget.Share share) {
        String how = "";
        for (int left = TRIES; left > 0; left--) {
            Attempt attempt = new Attempt(plan, input);
            boolean answered = false;
            try {
                switch (workers.call(attempt.request())) {
                    case Outcome.Answered(int result) -> {
                        answered = true;
                        return attempt.image(result, header, share);
                    }
                    case Outcome.Overdue() -> throw refused(image, plan, tooLong());
                    case Outcome.Ended(String ending) -> how = ending;
                }
            } finally {
                if (!answered) {
                    // Who is being killed may still write.
                    memories.drop(attempt.memory);
                }
            }
            log.warn("A decoder {} while it decoded a {} of {} B", how, plan.type(), image.size());
        }
        throw refused(image, plan, "the decoder " + how + " over it, twice");
    }

    private String tooLong() {
        return "the decoder took longer than " + timeout.toMillis() + " ms (likeness.decode.timeout)";
    }

    private Failure refused(EncodedImage image, DecodePlan plan, String why) {
        String said = "the " + plan.type() + " of " + plan.storedWidth() + " x " + plan.storedHeight()
                + " pixels could not be decoded: " + why;
        poisoned.add(image, said);
        log.warn(
                "{}; a picture of {} B, SHA-256 {}, is refused for {} min",
                why,
                image.size(),
                image.digest(),
                POISON_MEMORY.toMinutes());
        return Failure.UnsupportedImage.damaged(said);
    }

    /** Stops the processes; calls under way fail. Pictures handed out stay as they are until they are closed. */
    @Override
    public void close() {
        workers.close();
        memories.close();
    }

    /** A picture on its way through a process: its bytes and the place of its pixels, in one piece of memory. */
    private final class Attempt {
        private final DecodePlan plan;
        private final int inputSize;
        private final long pixelsAt;
        private final SharedMemory memory;

        Attempt(DecodePlan plan, NativeInput input) {
            this.plan = plan;
            this.inputSize = input.size();
            this.pixelsAt = Math.ceilDiv((long) inputSize, PAGE) * PAGE;
            this.memory = memories.take(pixelsAt + plan.bytes());
            input.copyTo(memory.part(0, inputSize));
        }

        byte[] request() {
            ByteBuffer request = ByteBuffer.allocate(REQUEST_BYTES);
            plan.write(request);
            request.putInt(inputSize).putLong(pixelsAt);
            memory.name(request);
            byte[] bytes = new byte[request.flip().remaining()];
            request.get(bytes);
            return bytes;
        }

        DecodedImage image(int result, ImageHeader header, PixelBudget.Share share) {
            if (result == DecodeWorker.DONE) {
                BytePointer pixels = new BytePointer(memory.part(pixelsAt, plan.bytes()));
                Mat rgb = new Mat(plan.height(), plan.width(), CV_8UC3, pixels);
                return new MatImage(header, rgb, () -> {
                    share.close();
                    memories.giveBack(memory);
                });
            }
            memories.giveBack(memory);
            // Nobody's word is taken for anything: an unknown fault is the picture's.
            boolean known = result >= 0 && result < FAULTS.length;
            throw (known ? FAULTS[result] : DecodeFault.DAMAGED).failure(plan.type());
        }
    }
}
