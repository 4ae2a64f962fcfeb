package io.likeness.index;

import io.likeness.failure.Failure;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which records a search, a walk or a deletion is about. Immutable, hence safe for use by many threads; every index must agree with {@link #matches}.
 */
public sealed interface Filter {
    /** Every record. */
    Filter ALL = new And(List.of());

    /** Whether {@code record} is meant. */
    boolean matches(ImageRecord record);

    /** Records whose tag {@code name} has one of {@code values}, compared character by character. */
    record TagIn(String name, Set<String> values) implements Filter {
        public TagIn {
            // Sorted, so that a filter is written the same way by every process: places in a walk are tied to it.
            values = Collections.unmodifiableSortedSet(new TreeSet<>(values));
        }

        @Override
        public boolean matches(ImageRecord record) {
            String value = record.attributes().tags().get(name);
            return value != null && values.contains(value);
        }
    }

    /**
     * Records whose tag {@code name} is a number as {@link Tags#number} reads it, from {@code min} to {@code max}, both included.
     *
     * @param min may be negative infinity, not NaN
     * @param max may be positive infinity, not NaN
     */
    record TagRange(String name, double min, double max) implements Filter {
        public TagRange {
            if (Double.isNaN(min) || Double.isNaN(max)) {
                throw new Failure.BadInput("the range of tag \"" + name + "\" is not made of numbers");
            }
        }

        @Override
        public boolean matches(ImageRecord record) {
            String value = record.attributes().tags().get(name);
            OptionalDouble number = value == null ? OptionalDouble.empty() : Tags.number(value);
            return number.isPresent() && number.getAsDouble() >= min && number.getAsDouble() <= max;
        }
    }

    /** Records whose key begins with {@code prefix}; no character in it has a meaning. */
    record KeyPrefix(String prefix) implements Filter {
        @Override
        public boolean matches(ImageRecord record) {
            return record.key().startsWith(prefix);
        }
    }

    /** Records with one of these keys. */
    record KeyIn(Set<String> keys) implements Filter {
        public KeyIn {
            keys = Set.copyOf(keys);
        }

        @Override
        public boolean matches(ImageRecord record) {
            return keys.contains(record.key());
        }
    }

    /** Records with one of these ids. */
    record IdIn(Set<Long> ids) implements Filter {
        public IdIn {
            ids = Set.copyOf(ids);
        }

        @Override
        public boolean matches(ImageRecord record) {
            return ids.contains(record.id());
        }
    }

    /** Records that all parts mean; every record where there are none. */
    record And(List<Filter> parts) implements Filter {
        public And {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean matches(ImageRecord record) {
            return parts.stream().allMatch(part -> part.matches(record));
        }
    }

    /** Records that any part means; none where there are none. */
    record Or(List<Filter> parts) implements Filter {
        public Or {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean matches(ImageRecord record) {
            return parts.stream().anyMatch(part -> part.matches(record));
        }
    }

    /** Records that {@code part} does not mean. */
    record Not(Filter part) implements Filter {
        @Override
        public boolean matches(ImageRecord record) {
            return !part.matches(record);
        }
    }
}
