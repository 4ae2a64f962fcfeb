package io.likeness.migration;

import io.likeness.failure.Failure;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a library is, as a command line names it. */
public sealed interface LibraryAddress {
    /** A data folder, which holds an embedded library. */
    record Folder(Path path) implements LibraryAddress {}

    /**
     * A library in a Milvus.
     *
     * @param host empty where the settings tell
     * @param port 0 where the settings tell
     * @param collection empty where the settings tell
     */
    record Milvus(String host, int port, String collection) implements LibraryAddress {}

    /**
     * Reads an address: {@code milvus}, {@code milvus://host[:port][/collection]}, or else a folder.
     *
     * @throws Failure.BadInput if it is none
     */
    static LibraryAddress of(String text) {
        if (text.equals("milvus")) {
            return new Milvus("", 0, "");
        }
        if (text.startsWith("milvus:")) {
            return milvus(text);
        }
        if (text.isBlank() || text.matches("[a-z0-9+]{2,}://.*")) {
            throw notOne(text);
        }
        try {
            return new Folder(Path.of(text));
        } catch (InvalidPathException e) {
            throw notOne(text);
        }
    }

    private static Milvus milvus(String text) {
        Matcher matcher = Pattern.compile("milvus://(\\[[0-9A-Fa-f:.]+]|[^\\[\\]/:@?#\\s]+)(?::([0-9]{1,5}))?"
                        + "(?:/([A-Za-z_][A-Za-z0-9_]{0,127})?)?")
                .matcher(text);
        if (!matcher.matches()) {
            throw notOne(text);
        }
        String host = matcher.group(1).replace("[", "").replace("]", "");
        int port = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
        if (matcher.group(2) != null && (port < 1 || port > 65535)) {
            throw new Failure.BadInput("the port in " + text + " is " + port + ", allowed are 1 to 65535");
        }
        return new Milvus(host, port, matcher.group(3) == null ? "" : matcher.group(3));
    }

    private static Failure.BadInput notOne(String text) {
        return new Failure.BadInput("\"" + text + "\" names no library; name a data folder, milvus (as MILVUS_HOST,"
                + " MILVUS_PORT and MILVUS_COLLECTION tell) or milvus://host:port/collection");
    }
}
