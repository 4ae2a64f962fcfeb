package io.likeness.server.http;

import io.likeness.failure.Failure;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/** Says what is wrong with a text that should be JSON. */
final class NotJson {
    /** Where Jackson says its own name for the source, which means nothing to who sent it. */
    private static final Pattern SOURCE = Pattern.compile("\\s*\\(?(start marker )?at \\[Source: [^]]*]\\)?");

    private NotJson() {}

    /** The failure for {@code what}, such as "the body". */
    static Failure.BadInput of(String what, JacksonException e) {
        String reason = SOURCE.matcher(String.valueOf(e.getOriginalMessage()))
                .replaceAll("")
                .strip();
        return new Failure.BadInput(what + " is not JSON: " + reason + place(e.getLocation()));
    }

    private static String place(@Nullable TokenStreamLocation location) {
        return location == null || location.getLineNr() < 1
                ? ""
                : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }
}
