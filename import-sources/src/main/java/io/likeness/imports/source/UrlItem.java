package io.likeness.imports.source;

import io.likeness.failure.Failure;
import io.likeness.image.EncodedImage;
import io.likeness.image.ImageFetcher;
import io.likeness.image.ImageSource;
import io.likeness.imports.ImportItem;
import io.likeness.index.Attributes;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A line of a list of addresses.
 *
 * @param line its number, from 1; two lines may name one address under different keys
 * @param givenKey empty where the line gives none
 * @param imgPath empty where the line gives none
 * @param problem why the line cannot be understood, or empty
 */
record UrlItem(
        long line,
        String url,
        String givenKey,
        String imgPath,
        Map<String, String> tags,
        String problem,
        ImageFetcher fetcher)
        implements ImportItem {
    @Override
    public String name() {
        return url.isEmpty() ? Long.toString(line) : line + ": " + url;
    }

    /** The path of the address, without what stands before and behind it; empty where there is none. */
    @Override
    public String relativePath() {
        String path = url.replaceFirst("^[^:/?#]*://[^/?#]*", "").replaceFirst("[?#].*", "");
        return path.startsWith("/") ? path.substring(1) : path;
    }

    @Override
    public long sizeHint() {
        return 0;
    }

    @Override
    public EncodedImage read() {
        if (!problem.isEmpty()) {
            throw new Failure.BadInput(problem);
        }
        return fetcher.fetch(new ImageSource.Url(url));
    }

    @Override
    public Optional<String> key() {
        return givenKey.isEmpty() ? Optional.empty() : Optional.of(givenKey);
    }

    @Override
    public Attributes attributes() {
        return new Attributes(imgPath.isEmpty() ? url : imgPath, tags);
    }

    @Override
    public Optional<Path> file() {
        return Optional.empty();
    }
}
