package io.likeness.bench;

import java.util.Map;
import java.util.TreeMap;

/** What a benchmark was called with: names, each followed by its value. Immutable. */
public final class Options {
    private final Map<String, String> values;

    private Options(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads {@code arguments} from {@code first} on.
     *
     * @param defaults all names, with what holds where they are not given
     */
    public static Options of(String[] arguments, int first, Map<String, String> defaults) {
        Map<String, String> values = new TreeMap<>(defaults);
        for (int i = first; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length || values.put(arguments[i], arguments[i + 1]) == null) {
                throw new IllegalArgumentException(
                        arguments[i] + " is no option with a value; there are, with what holds otherwise, " + defaults);
            }
        }
        return new Options(values);
    }

    /** The value of an option that has a default. */
    public String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name);
        }
        return value;
    }

    /** The same as a number. */
    public double number(String name) {
        return Double.parseDouble(text(name));
    }
}
