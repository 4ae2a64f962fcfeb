package io.likeness.index.testkit.crash;

import java.io.IOException;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;

/** What shall go wrong, and when. Guarded by the {@link Disk} it belongs to. */
final class Faults {
    private static final long NEVER = Long.MAX_VALUE;

    private long steps;
    private long powerOffAt = NEVER;
    private long writesLeft = NEVER;
    private long forcesLeft = NEVER;
    private boolean off;

    long steps() {
        return steps;
    }

    boolean isOff() {
        return off;
    }

    void powerOff() {
        off = true;
    }

    void powerOffAfter(long moreSteps) {
        powerOffAt = steps + moreSteps;
    }

    void failWritesAfter(long moreWrites) {
        writesLeft = moreWrites;
    }

    void failForcesAfter(long moreForces) {
        forcesLeft = moreForces;
    }

    void heal() {
        writesLeft = NEVER;
        forcesLeft = NEVER;
    }

    void checkPower() throws IOException {
        if (off) {
            throw new IOException("the power of this file system is off");
        }
    }

    /** Counts one change of anything. */
    void step() throws IOException {
        if (steps >= powerOffAt) {
            off = true;
        }
        checkPower();
        steps++;
    }

    /** Counts one change that needs space. */
    void stepWriting(@Nullable String file) throws IOException {
        step();
        if (writesLeft == 0) {
            throw new FileSystemException(file, null, "No space left on device");
        }
        if (writesLeft != NEVER) {
            writesLeft--;
        }
    }

    /** Counts one force. */
    void stepForcing() throws IOException {
        step();
        if (forcesLeft == 0) {
            throw new IOException("Input/output error");
        }
        if (forcesLeft != NEVER) {
            forcesLeft--;
        }
    }
}
