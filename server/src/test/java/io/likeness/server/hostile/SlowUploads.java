package io.likeness.server.hostile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.likeness.server.hostile.Hostile.Duty;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Uploads that announce much and send a byte now and then, to hold what others need. */
final class SlowUploads {
    private static final int ANNOUNCED = 33_000_000;
    private static final int PAUSE_MILLIS = 300;
    private static final int LONGEST_MILLIS = 25_000;

    private SlowUploads() {}

    /** One of them; it goes on until the server hangs up, or for too long. */
    static Hostile drip(boolean json) {
        byte[] head = Hostile.head(
                "POST /v1/search",
                "Content-Type: " + (json ? "application/json" : Doors.FORM),
                "Content-Length: " + ANNOUNCED);
        byte[] form = Doors.form(new byte[0]);
        byte[] body = json
                ? "{\"base64\":\"".getBytes(US_ASCII)
                : Arrays.copyOf(form, form.length - Doors.BOUNDARY.length() - 8);
        return new Hostile("slow upload", Duty.REFUSED, out -> {
            out.write(head);
            out.write(body);
            go(out);
        });
    }

    private static void go(OutputStream out) throws IOException, InterruptedException {
        for (int millis = 0; millis < LONGEST_MILLIS; millis += PAUSE_MILLIS) {
            out.write('A');
            out.flush();
            Thread.sleep(PAUSE_MILLIS);
        }
    }
}
