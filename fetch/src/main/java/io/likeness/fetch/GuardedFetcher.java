package io.likeness.fetch;

import io.likeness.image.EncodedImage;
import io.likeness.image.ImageFetcher;
import io.likeness.image.ImageSource;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;

/**
 * Gets pictures from all four sources, each under its rules; {@code docs/fetching.md} tells them. Safe for use by many threads. A web address is
 * fetched on a thread of a bounded pool while the caller waits; {@link #close()} ends the fetches under way.
 */
public final class GuardedFetcher implements ImageFetcher, AutoCloseable {
    private final ByteLimit limit;
    private final UrlFetcher urls;
    private final PathReader paths;
    private final Base64Reader base64;

    /** Fetches under {@code settings}, looking names up by the operating system. */
    public GuardedFetcher(FetchSettings settings) {
        this(settings, HostResolver.system());
    }

    /**
     * Fetches under {@code settings}.
     *
     * @throws io.likeness.failure.Failure.BadInput if {@code settings} allow something that is neither host nor address
     */
    public GuardedFetcher(FetchSettings settings, HostResolver resolver) {
        this(settings, resolver, defaultTls());
    }

    GuardedFetcher(FetchSettings settings, HostResolver resolver, SSLContext tls) {
        this.limit = new ByteLimit(settings.maxBytes());
        this.urls = new UrlFetcher(settings, resolver, tls);
        this.paths = new PathReader(settings.roots(), limit);
        this.base64 = new Base64Reader(limit);
    }

    private static SSLContext defaultTls() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    @Override
    public EncodedImage fetch(ImageSource source) {
        return switch (source) {
            case ImageSource.Upload upload -> {
                limit.check(upload.image().size());
                yield upload.image();
            }
            case ImageSource.Url url -> urls.fetch(url.url());
            case ImageSource.LocalPath path -> paths.read(path.path());
            case ImageSource.Base64 text -> base64.read(text.text());
        };
    }

    @Override
    public void close() {
        urls.close();
    }
}
