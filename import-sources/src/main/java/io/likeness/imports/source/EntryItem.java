package io.likeness.imports.source;

import io.likeness.image.EncodedImage;
import io.likeness.imports.ImportItem;
import io.likeness.index.Attributes;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An entry of an archive. Its name is reported and stored and never used as a path.
 *
 * @param relativePath its name, without {@code ./} at the beginning
 * @param number its place in the archive, which may hold a name twice
 * @param reader reads it, or throws the failure that reading it met
 */
record EntryItem(String relativePath, long number, long sizeHint, Supplier<EncodedImage> reader) implements ImportItem {
    /** Whether an entry is one that archivers add for themselves or that folders do not show. */
    static boolean isHidden(String name) {
        for (String part : name.split("/", -1)) {
            boolean here = part.equals(".") || part.equals("..");
            if (part.equals("__MACOSX") || (part.startsWith(".") && !here)) {
                return true;
            }
        }
        return false;
    }

    /** The name that an entry goes by. */
    static String plain(String name) {
        return name.startsWith("./") ? name.substring(2) : name;
    }

    @Override
    public String name() {
        return number + ": " + relativePath;
    }

    @Override
    public EncodedImage read() {
        return reader.get();
    }

    @Override
    public Optional<String> key() {
        return Optional.empty();
    }

    @Override
    public Attributes attributes() {
        return Attributes.ofImgPath(relativePath);
    }

    @Override
    public Optional<Path> file() {
        return Optional.empty();
    }
}
