package io.likeness.fetch;

import java.util.List;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.util.Timeout;

/** Makes the HTTP client: it does one request on one new connection and nothing of its own accord. */
final class PictureHttpClient {
    /** Some sites refuse clients that do not look like a browser at all; this one still says its name. */
    private static final String USER_AGENT = "Mozilla/5.0 (compatible; Likeness/1.0; image search server)";

    private PictureHttpClient() {}

    static CloseableHttpClient create(FetchSettings settings, DnsResolver resolver, SSLContext tls) {
        return HttpClients.custom()
                .setConnectionManager(connections(settings, resolver, tls))
                // A kept connection would skip the check of its address.
                .setConnectionReuseStrategy((request, response, context) -> false)
                // A proxy would look the name up again, out of reach of the check.
                .setRoutePlanner(new DefaultRoutePlanner(DefaultSchemePortResolver.INSTANCE))
                .setDefaultRequestConfig(requests(settings))
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableContentCompression()
                .disableAuthCaching()
                .disableConnectionState()
                .setUserAgent(USER_AGENT)
                .setDefaultHeaders(List.of(
                        new BasicHeader(HttpHeaders.ACCEPT, "image/*, */*;q=0.8"),
                        new BasicHeader(HttpHeaders.ACCEPT_ENCODING, "identity")))
                .build();
    }

    private static RequestConfig requests(FetchSettings settings) {
        return RequestConfig.custom()
                .setAuthenticationEnabled(false)
                // The header "Upgrade: TLS/1.2" makes some servers stumble.
                .setProtocolUpgradeEnabled(false)
                .setConnectionRequestTimeout(Timeout.of(settings.totalTimeout()))
                .build();
    }

    private static PoolingHttpClientConnectionManager connections(
            FetchSettings settings, DnsResolver resolver, SSLContext tls) {
        // Without these, a header without end fills the memory.
        Http1Config bounds = Http1Config.custom()
                .setMaxLineLength(16 * 1024)
                .setMaxHeaderCount(100)
                .setMaxEmptyLineCount(10)
                .build();
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(resolver)
                .setTlsSocketStrategy(new DefaultClientTlsStrategy(tls))
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(bounds)
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                        .setSocketTimeout(Timeout.of(settings.totalTimeout()))
                        .build())
                .setMaxConnTotal(settings.threads())
                .setMaxConnPerRoute(settings.threads())
                .build();
    }
}
