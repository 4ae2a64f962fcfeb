package io.likeness.onnx;

import io.likeness.failure.Failure;

/**
 * One network, loaded twice where there are several threads: for runs that each compute on the calling thread, any number at once, and for one run
 * that all threads compute together. Holds native memory until closed.
 *
 * @param wide the same as {@code narrow} where there is one thread
 */
record Networks(Network narrow, Network wide) implements AutoCloseable {
    /**
     * Loads it.
     *
     * @throws Failure as {@link Network#open} does
     */
    static Networks open(ModelBundle bundle, int threads) {
        Network narrow = Network.open(bundle, 1);
        if (threads == 1) {
            return new Networks(narrow, narrow);
        }
        try {
            return new Networks(narrow, Network.open(bundle, threads));
        } catch (Failure e) {
            narrow.close();
            throw e;
        }
    }

    @Override
    public void close() {
        narrow.close();
        if (wide != narrow) {
            wide.close();
        }
    }
}
