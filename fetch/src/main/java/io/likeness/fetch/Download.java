package io.likeness.fetch;

import io.likeness.failure.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.MessageConstraintException;
import org.jspecify.annotations.Nullable;

/**
 * One web address being fetched, over all its redirects. Runs on one thread; {@link #abort()} may be called from any other, at any time.
 */
final class Download implements Callable<byte[]> {
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final CloseableHttpClient client;
    private final WebAddress start;
    private final int maxRedirects;
    private final ByteLimit limit;

    /** The request under way. Guarded by this. */
    private @Nullable HttpGet current;

    /** Guarded by this. */
    private boolean aborted;

    Download(CloseableHttpClient client, WebAddress start, int maxRedirects, ByteLimit limit) {
        this.client = client;
        this.start = start;
        this.maxRedirects = maxRedirects;
        this.limit = limit;
    }

    /** Closes the connection under way, whatever it waits for, and starts no other. */
    synchronized void abort() {
        aborted = true;
        if (current != null) {
            current.abort();
        }
    }

    private synchronized void begin(HttpGet request) {
        if (aborted) {
            throw new Failure.Unavailable("the fetch was given up");
        }
        current = request;
    }

    @Override
    public byte[] call() {
        WebAddress address = start;
        for (int redirects = 0; ; redirects++) {
            switch (get(address)) {
                case Bytes bytes -> {
                    return bytes.bytes();
                }
                case Redirect redirect -> {
                    if (redirects == maxRedirects) {
                        throw new Failure.Forbidden(start.origin() + " redirects more than " + maxRedirects
                                + " times, the limit (likeness.fetch.max-redirects)");
                    }
                    address = address.redirectedTo(redirect.location());
                }
            }
        }
    }

    private sealed interface Answer {}

    @SuppressWarnings("ArrayRecordComponent") // Handed on at once and never compared.
    private record Bytes(byte[] bytes) implements Answer {}

    private record Redirect(String location) implements Answer {}

    private Answer get(WebAddress address) {
        HttpGet request = new HttpGet(address.uri());
        begin(request);
        try {
            return answer(address, client.executeOpen(null, request, null));
        } catch (IOException e) {
            throw failure(address, e);
        } finally {
            // Closing the answer instead would read an endless body to its end.
            request.abort();
        }
    }

    private Answer answer(WebAddress address, ClassicHttpResponse response) throws IOException {
        int status = response.getCode();
        if (REDIRECTS.contains(status)) {
            Header location = response.getFirstHeader("Location");
            if (location == null || location.getValue() == null) {
                throw new Failure.Unavailable(
                        address.origin() + " redirects (HTTP " + status + ") without saying where to");
            }
            return new Redirect(location.getValue());
        }
        if (status == 404 || status == 410) {
            throw new Failure.NotFound(address.origin() + " has nothing at this address (HTTP " + status + ")");
        }
        if (status < 200 || status > 299) {
            throw new Failure.Unavailable(
                    address.origin() + " does not hand out the picture: it answers HTTP " + status);
        }
        return new Bytes(body(address, response.getEntity()));
    }

    private byte[] body(WebAddress address, @Nullable HttpEntity entity) throws IOException {
        if (entity == null) {
            limit.check(0);
            throw new AssertionError("zero bytes are refused");
        }
        String encoding = entity.getContentEncoding() == null ? "identity" : entity.getContentEncoding();
        // Asked for is identity only, but files stored compressed are sent so by some servers all the same.
        return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> {
                if (entity.getContentLength() > 0) {
                    limit.check(entity.getContentLength());
                }
                yield limit.readAll(entity.getContent(), entity.getContentLength());
            }
            case "gzip", "x-gzip" -> {
                try (InputStream unpacked = new GZIPInputStream(entity.getContent())) {
                    yield limit.readAll(unpacked, -1);
                }
            }
            default ->
                throw new Failure.UnsupportedImage(
                        address.origin() + " sends the picture in a Content-Encoding that was not asked for");
        };
    }

    private static Failure failure(WebAddress address, IOException e) {
        String origin = address.origin();
        return switch (e) {
            case UnknownHostException unknown ->
                new Failure.Unavailable("no address is known for the host of " + origin, e);
            case ConnectTimeoutException timeout ->
                new Failure.Unavailable(origin + " did not connect in time (likeness.fetch.connect-timeout)", e);
            case SocketTimeoutException timeout ->
                new Failure.Unavailable(origin + " fell silent (likeness.fetch.total-timeout)", e);
            case SSLPeerUnverifiedException mismatch ->
                new Failure.Forbidden("the certificate of " + origin + " is for another name");
            case SSLException tls
            when hasCause(tls, CertificateException.class) ->
                new Failure.Forbidden("the certificate of " + origin
                        + " is not trusted: expired, self-signed, or its issuer is unknown to this server's Java");
            case SSLException tls ->
                new Failure.Unavailable("no encrypted connection to " + origin + " could be made", e);
            case ConnectionClosedException early ->
                new Failure.Unavailable(origin + " closed the connection before the picture was whole", e);
            case MessageConstraintException lengthy -> notHttp(origin, e);
            case ClientProtocolException garbled -> notHttp(origin, e);
            case ZipException broken ->
                new Failure.UnsupportedImage(origin + " says the picture is gzipped, but it is not");
            default -> new Failure.Unavailable("no picture came from " + origin + ": the connection failed", e);
        };
    }

    private static Failure notHttp(String origin, IOException e) {
        return new Failure.Unavailable(origin + " answers something that is not proper HTTP", e);
    }

    private static boolean hasCause(Throwable e, Class<? extends Throwable> type) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
