package io.likeness.index;

import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** How the values of tags are read. */
public final class Tags {
    // Stricter than Double.parseDouble, which also takes "NaN", "0x1p3" and "1f".
    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?(\\d{1,300}(\\.\\d{0,300})?|\\.\\d{1,300})([eE][+-]?\\d{1,4})?");

    private Tags() {}

    /** The finite number that {@code value} writes in decimal notation, or empty where it writes none. */
    public static OptionalDouble number(String value) {
        if (!DECIMAL.matcher(value).matches()) {
            return OptionalDouble.empty();
        }
        double number = Double.parseDouble(value);
        return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
    }
}
