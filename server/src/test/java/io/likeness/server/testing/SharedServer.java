package io.likeness.server.testing;

import java.util.Map;

/** One server for the tests that need no other settings, started by the first of them. Its pictures belong to all: tests use keys of their own. */
public final class SharedServer {
    private SharedServer() {}

    /** The server; it ends with the process. */
    public static TestServer get() {
        return Holder.SERVER;
    }

    private static final class Holder {
        static final TestServer SERVER = TestServer.start(Map.of());
    }
}
