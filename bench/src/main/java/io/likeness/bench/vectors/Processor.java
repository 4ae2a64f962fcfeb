package io.likeness.bench.vectors;

import java.lang.management.ManagementFactory;

/** Processor time of this process. */
public final class Processor {
    private static final String MERGING = "Lucene Merge Thread";
    private static final int STEP_MILLIS = 500;
    private static final int STEPS = 4;

    private Processor() {}

    static double seconds() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime() / 1e9
                : Double.NaN;
    }

    /** Waits until no thread of Lucene merges segments any more, and none has begun for a while. */
    public static void awaitMerged() throws InterruptedException {
        int quiet = 0;
        while (quiet < STEPS) {
            Thread.sleep(STEP_MILLIS);
            boolean merging = Thread.getAllStackTraces().keySet().stream()
                    .anyMatch(thread -> thread.getName().startsWith(MERGING));
            quiet = merging ? 0 : quiet + 1;
        }
    }
}
