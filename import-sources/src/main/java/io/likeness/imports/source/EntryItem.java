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
 * @param reader reads it, or throws the failure that reading it met
 */
record EntryItem(String name, long sizeHint, Supplier<EncodedImage> reader) implements ImportItem {
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
        return Attributes.ofImgPath(name);
    }

    @Override
    public Optional<Path> file() {
        return Optional.empty();
    }
}
