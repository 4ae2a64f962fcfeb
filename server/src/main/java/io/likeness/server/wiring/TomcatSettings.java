package io.likeness.server.wiring;

import io.likeness.server.http.AccessLines;
import io.likeness.server.http.ContainerRefusals;
import io.likeness.server.settings.LikenessProperties;
import java.nio.file.Path;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.core.StandardHost;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/** What properties cannot say about Tomcat. */
final class TomcatSettings implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {
    /**
     * How much of a refused body is read and thrown away. A caller who is cut off in the middle of sending rarely gets to read why; one who sends more
     * than this is cut off.
     */
    private static final int SWALLOWED = 1 << 30;

    /** How long a body may fall silent. */
    private static final int SILENCE_MILLIS = 10_000;

    /** What still runs when the server closes has had its 8 s, and its caller an answer: Tomcat need not wait 2 s more for it. */
    private static final long UNLOAD_MILLIS = 100;

    private final LikenessProperties settings;
    private final Environment environment;

    TomcatSettings(LikenessProperties settings, Environment environment) {
        this.settings = settings;
        this.environment = environment;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addConnectorCustomizers(connector -> {
            if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> protocol) {
                protocol.setMaxSwallowSize(SWALLOWED);
                protocol.setDisableUploadTimeout(false);
                protocol.setConnectionUploadTimeout(SILENCE_MILLIS);
            }
        });
        if (!settings.accessLog().isEmpty() && !settings.accessLog().equals("stdout")) {
            AccessLogFile.open(Path.of(settings.accessLog()), settings.log().isJson(), environment);
        }
        factory.addContextCustomizers(context -> {
            if (context instanceof StandardContext standard) {
                standard.setUnloadDelay(UNLOAD_MILLIS);
            }
            if (context.getParent() instanceof StandardHost host) {
                if (!settings.accessLog().isEmpty()) {
                    host.getPipeline().addValve(new AccessLines());
                }
                host.getPipeline().addValve(new ContainerRefusals());
                host.setErrorReportValveClass(ContainerRefusals.class.getName());
            }
        });
    }

    /** After Spring's own customizers, so that these settings stay. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
