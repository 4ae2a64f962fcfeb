package io.likeness.server.wiring;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.TimeBasedRollingPolicy;
import io.likeness.failure.Failure;
import io.likeness.server.http.AccessLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;

/** The file that the access log goes to, a new one each day, in the format of the other logs. */
final class AccessLogFile {
    private static final int DAYS_KEPT = 30;
    private static final String LINE = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %msg [%X{request}]%n";

    private AccessLogFile() {}

    /**
     * Sends the lines to {@code file} and nowhere else.
     *
     * @throws Failure.BadInput if it cannot be written
     */
    static void open(Path file, boolean json, Environment environment) {
        check(file);
        if (!(LoggerFactory.getLogger(AccessLines.LOGGER) instanceof Logger logger)) {
            throw new IllegalStateException("the logs are not written by Logback");
        }
        LoggerContext context = logger.getLoggerContext();
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setContext(context);
        appender.setName("access");
        appender.setFile(file.toString());
        appender.setEncoder(started(json ? structured(environment, context) : plain(), context));
        TimeBasedRollingPolicy<ILoggingEvent> policy = new TimeBasedRollingPolicy<>();
        policy.setContext(context);
        policy.setParent(appender);
        policy.setFileNamePattern(file + ".%d{yyyy-MM-dd}");
        policy.setMaxHistory(DAYS_KEPT);
        policy.start();
        appender.setRollingPolicy(policy);
        appender.start();
        logger.detachAppender("access");
        logger.addAppender(appender);
        logger.setAdditive(false);
    }

    private static void check(Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.newByteChannel(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                    .close();
        } catch (IOException e) {
            throw new Failure.BadInput("likeness.access-log (LIKENESS_ACCESS_LOG) is \"" + file
                    + "\", which cannot be written: " + e.getMessage());
        }
    }

    private static <E extends EncoderBase<ILoggingEvent>> Encoder<ILoggingEvent> started(
            E encoder, LoggerContext context) {
        encoder.setContext(context);
        encoder.start();
        return encoder;
    }

    private static PatternLayoutEncoder plain() {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setPattern(LINE);
        encoder.setCharset(StandardCharsets.UTF_8);
        return encoder;
    }

    private static StructuredLogEncoder structured(Environment environment, LoggerContext context) {
        context.putObject(Environment.class.getName(), environment);
        StructuredLogEncoder encoder = new StructuredLogEncoder();
        encoder.setFormat("ecs");
        encoder.setCharset(StandardCharsets.UTF_8);
        return encoder;
    }
}
