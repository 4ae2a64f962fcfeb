package io.likeness.server.http;

import io.likeness.failure.Failure;
import io.likeness.image.EncodedImage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a request's body, whatever its format was. A field that is null or empty counts as left out. Immutable but for {@link Builder}.
 */
public final class Fields {
    /** The most names in one list. */
    public static final int MAX_NAMES = 10_000;

    private static final int LONGEST_NUMBER = 40;

    private final Map<String, Value> values;
    private final @Nullable EncodedImage file;

    private Fields(Map<String, Value> values, @Nullable EncodedImage file) {
        this.values = values;
        this.file = file;
    }

    /**
     * What stands in a field.
     *
     * @param texts at least one
     * @param list whether the caller gave a list, whose elements are taken as they are
     */
    private record Value(List<String> texts, boolean list) {}

    /** The uploaded file {@code name}. */
    public EncodedImage file(String name) {
        if (file == null) {
            throw new Failure.BadInput("the part \"" + name + "\" with the picture is missing");
        }
        if (file.size() == 0) {
            throw new Failure.BadInput("the part \"" + name + "\" is empty: 0 bytes");
        }
        return file;
    }

    /** The text of a field, or empty where it is left out. */
    public Optional<String> text(String name) {
        Value value = values.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value.list()) {
            throw new Failure.BadInput(name + " is a list, it must be a text");
        }
        return Optional.of(value.texts().getFirst());
    }

    /**
     * The text of a field that must be there.
     *
     * @throws Failure.BadInput if it is left out
     */
    public String required(String name) {
        return text(name).orElseThrow(() -> missing(name));
    }

    /**
     * A whole number, given as number or as text.
     *
     * @throws Failure.BadInput if it is something else or outside {@code least} to {@code most}
     */
    public int number(String name, int least, int most, int otherwise) {
        Optional<String> text = text(name).map(String::strip);
        if (text.isEmpty() || text.get().isEmpty()) {
            return otherwise;
        }
        long number = wholeNumber(name, text.get());
        if (number < least || number > most) {
            throw new Failure.BadInput(name + " is " + text.get() + ", allowed are " + least + " to " + most);
        }
        return (int) number;
    }

    /**
     * Names that must be there: the elements of a list as they are, or a text taken apart at its commas. Blanks beside a comma do not count, nor do
     * empty names.
     *
     * @throws Failure.BadInput if there are none or more than {@link #MAX_NAMES}
     */
    public List<String> names(String name) {
        Value value = values.get(name);
        if (value == null) {
            throw missing(name);
        }
        List<String> names = value.list()
                ? value.texts()
                : value.texts().stream().flatMap(text -> split(text).stream()).toList();
        names = names.stream().filter(text -> !text.isEmpty()).toList();
        if (names.isEmpty()) {
            throw missing(name);
        }
        if (names.size() > MAX_NAMES) {
            throw new Failure.BadInput(name + " has " + names.size() + " entries, allowed are " + MAX_NAMES);
        }
        return names;
    }

    /**
     * Ids that must be there, as {@link #names} reads them.
     *
     * @throws Failure.BadInput if one is no positive whole number
     */
    public List<Long> ids(String name) {
        List<Long> ids = new ArrayList<>();
        for (String text : names(name)) {
            long id = wholeNumber(name, text.strip());
            if (id < 1) {
                throw new Failure.BadInput(name + " is " + text.strip() + ", an id is 1 or more");
            }
            ids.add(id);
        }
        return ids;
    }

    private static List<String> split(String text) {
        if (text.indexOf(',') < 0) {
            return List.of(text);
        }
        return List.of(text.split(",")).stream().map(String::strip).toList();
    }

    private static long wholeNumber(String name, String text) {
        try {
            if (text.length() <= LONGEST_NUMBER) {
                return new BigDecimal(text).longValueExact();
            }
        } catch (NumberFormatException _) {
            throw new Failure.BadInput(name + " is \"" + text + "\", which is not a number");
        } catch (ArithmeticException _) {
            throw new Failure.BadInput(name + " is " + text + ", which is not a whole number of at most 63 bits");
        }
        throw new Failure.BadInput(name + " has " + text.length() + " characters, which is not a number");
    }

    private static Failure.BadInput missing(String name) {
        return new Failure.BadInput("\"" + name + "\" is missing");
    }

    /** Collects fields as they are read. Used by one thread. */
    static final class Builder {
        private final Map<String, Value> values = new LinkedHashMap<>();
        private @Nullable EncodedImage file;

        /** Adds a text; a second, different one for the same name is an error. */
        void text(String name, String text) {
            if (text.isEmpty()) {
                return;
            }
            put(name, new Value(List.of(Texts.proper(name, text)), false));
        }

        /** Adds a list. */
        void list(String name, List<String> texts) {
            if (texts.isEmpty()) {
                return;
            }
            texts.forEach(text -> Texts.proper(name, text));
            put(name, new Value(List.copyOf(texts), true));
        }

        void file(String name, byte[] bytes) {
            if (file != null) {
                throw new Failure.BadInput("there are several parts \"" + name + "\"; send one picture in one request");
            }
            file = EncodedImage.of(bytes);
        }

        private void put(String name, Value value) {
            Value before = values.putIfAbsent(name, value);
            if (before != null && !before.equals(value)) {
                throw new Failure.BadInput("\"" + name + "\" is given twice, with different values");
            }
        }

        Fields build() {
            return new Fields(Map.copyOf(values), file);
        }
    }
}
