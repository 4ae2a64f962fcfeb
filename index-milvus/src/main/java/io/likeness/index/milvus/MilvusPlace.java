package io.likeness.index.milvus;

import io.likeness.failure.Failure;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which collection of Milvus a collection of a library is. The default one has the name of the library itself, another one that name, {@code _} and its
 * own, in which {@code -}, which Milvus does not take, is written {@code D}.
 *
 * @param library 1 to 128 letters, digits and {@code _}, no digit first
 * @param collection its name in the library
 */
public record MilvusPlace(String library, String collection) {
    /** The collection that has the library's own name. */
    public static final String DEFAULT = "default";

    private static final Pattern LIBRARY = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");

    /**
     * @throws Failure.BadInput if Milvus cannot have a collection of that name
     */
    public MilvusPlace {
        if (!LIBRARY.matcher(library).matches()) {
            throw new Failure.BadInput("likeness.milvus.collection (MILVUS_COLLECTION) is \"" + library
                    + "\", allowed are 1 to 128 letters, digits and _, the first no digit");
        }
    }

    /** What it is called in Milvus. */
    public String nameInMilvus() {
        return collection.equals(DEFAULT) ? library : prefix(library) + collection.replace('-', 'D');
    }

    /** What the names of a library's collections but the default one begin with. */
    static String prefix(String library) {
        return library + "_";
    }

    /** The place that has this name in Milvus, if it may be one of {@code library}. */
    static Optional<MilvusPlace> of(String library, String nameInMilvus) {
        String prefix = prefix(library);
        return nameInMilvus.startsWith(prefix) && nameInMilvus.length() > prefix.length()
                ? Optional.of(new MilvusPlace(
                        library, nameInMilvus.substring(prefix.length()).replace('D', '-')))
                : Optional.empty();
    }
}
