package io.likeness.server.http;

import io.likeness.failure.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The parts of a multipart body (RFC 2046, section 5.1.1), one after the other, read as they come. What ends a part is searched for by Horspool's algorithm
 * (1980), which looks at few of the bytes: a picture of megabytes costs little more than its copy. Used by one thread.
 */
final class MultipartParts {
    /** Well below {@link #BUFFER}, so that one always fits in; the RFC allows 70 bytes. */
    static final int LONGEST_BOUNDARY = 4091;

    private static final int BUFFER = 32 * 1024;
    private static final int MOST_HEADER_BYTES = 8192;

    private final InputStream body;
    private final byte[] lineAndBoundary;
    private final byte[] buffer = new byte[BUFFER];
    private final byte[] headerBytes = new byte[MOST_HEADER_BYTES];
    // What is searched for, and by how much the search may move on, by the byte under its last one.
    private byte[] delimiter;
    private final int[] skip = new int[256];
    // What was read and not taken: from (inclusive) to to.
    private int from;
    private int to;
    // The first bytes of it are content: so many, and whether the delimiter follows them.
    private int clear;
    private boolean found;
    private boolean inPreamble = true;
    private boolean last;
    private String headers = "";

    /**
     * @param boundary at most {@link #LONGEST_BOUNDARY} bytes
     */
    MultipartParts(InputStream body, byte[] boundary) {
        this.body = body;
        this.lineAndBoundary = new byte[boundary.length + 4];
        System.arraycopy(new byte[] {'\r', '\n', '-', '-'}, 0, lineAndBoundary, 0, 4);
        System.arraycopy(boundary, 0, lineAndBoundary, 4, boundary.length);
        // The first one may stand where no line ends before it.
        this.delimiter = Arrays.copyOfRange(lineAndBoundary, 2, lineAndBoundary.length);
        prepare();
    }

    private void prepare() {
        Arrays.fill(skip, delimiter.length);
        for (int i = 0; i < delimiter.length - 1; i++) {
            skip[delimiter[i] & 0xff] = delimiter.length - 1 - i;
        }
    }

    /**
     * Moves on to the next part, over what is left of this one.
     *
     * @return false behind the last part, and where there is no boundary at all
     * @throws Failure.BadInput if the form is broken
     */
    boolean next() throws IOException {
        while (!last && (!found || clear > 0)) {
            from += clear;
            clear = 0;
            last = !search() && endedInPreamble();
        }
        if (last) {
            return false;
        }
        from += delimiter.length;
        found = false;
        if (inPreamble) {
            inPreamble = false;
            delimiter = lineAndBoundary;
            prepare();
        }
        last = !lineEnds();
        if (!last) {
            headers = readHeaders();
        }
        return !last;
    }

    private boolean endedInPreamble() {
        if (!inPreamble) {
            throw endsEarly();
        }
        return true;
    }

    /** The lines before this part's content, with the empty one behind them. */
    String headers() {
        return headers;
    }

    /** What this part holds; to be read before {@link #next}. */
    InputStream content() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int at, int length) throws IOException {
                if (length == 0) {
                    return 0;
                }
                while (clear == 0) {
                    if (found) {
                        return -1;
                    }
                    if (!search()) {
                        throw endsEarly();
                    }
                }
                int count = Math.min(length, clear);
                System.arraycopy(buffer, from, target, at, count);
                from += count;
                clear -= count;
                return count;
            }
        };
    }

    /**
     * Tells content from delimiter in what was read, and reads more where that is too little to tell.
     *
     * @return false if there is no more
     */
    private boolean search() throws IOException {
        if (to - from < delimiter.length && !fill()) {
            return false;
        }
        int end = delimiter.length - 1;
        int at = from + end;
        while (at < to) {
            byte under = buffer[at];
            if (under == delimiter[end] && Arrays.equals(buffer, at - end, at, delimiter, 0, end)) {
                clear = at - end - from;
                found = true;
                return true;
            }
            at += skip[under & 0xff];
        }
        // What is shorter than a delimiter may be the beginning of one.
        clear = Math.max(0, to - from - end);
        return true;
    }

    private boolean fill() throws IOException {
        System.arraycopy(buffer, from, buffer, 0, to - from);
        to -= from;
        from = 0;
        int count = body.read(buffer, to, buffer.length - to);
        to += Math.max(0, count);
        return count >= 0;
    }

    /** Whether a line ends here; whatever else follows a boundary, as two hyphens do, ends the form. */
    private boolean lineEnds() throws IOException {
        int first = byteOfLine();
        // Some clients leave out the CR.
        return first == '\n' || (first == '\r' && byteOfLine() == '\n');
    }

    /** The next byte, or -1 behind the last. */
    private int byteOfLine() throws IOException {
        while (from == to) {
            if (!fill()) {
                return -1;
            }
        }
        return buffer[from++] & 0xff;
    }

    private String readHeaders() throws IOException {
        int length = 0;
        int lineStart = 0;
        while (true) {
            int next = byteOfLine();
            if (next < 0) {
                throw endsEarly();
            }
            if (length == headerBytes.length) {
                throw broken("the headers of a part have more than " + MOST_HEADER_BYTES + " bytes");
            }
            headerBytes[length++] = (byte) next;
            if (next == '\n' && length >= 2 && headerBytes[length - 2] == '\r') {
                if (length - lineStart == 2) {
                    return new String(headerBytes, 0, length, StandardCharsets.UTF_8);
                }
                lineStart = length;
            }
        }
    }

    private static Failure.BadInput endsEarly() {
        return broken("it ends within a part");
    }

    static Failure.BadInput broken(String what) {
        return new Failure.BadInput("the multipart form is broken: " + what);
    }
}
