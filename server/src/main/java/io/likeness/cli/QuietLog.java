package io.likeness.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import org.slf4j.LoggerFactory;

/** The log of commands other than {@code serve}, which sets up its own: warnings only, on standard error. */
final class QuietLog {
    // Kept, because levels are forgotten with their loggers.
    private static final java.util.logging.Logger LUCENE = java.util.logging.Logger.getLogger("org.apache.lucene");

    private QuietLog() {}

    /** To be called before anything is logged. */
    static void begin() {
        // Its advice is about JVM options, which the launchers choose.
        LUCENE.setLevel(java.util.logging.Level.SEVERE);
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.reset();
            PatternLayoutEncoder layout = new PatternLayoutEncoder();
            layout.setContext(context);
            layout.setPattern("likeness: %msg%n");
            layout.start();
            ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
            console.setContext(context);
            console.setTarget("System.err");
            console.setEncoder(layout);
            console.start();
            Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
            root.setLevel(Level.WARN);
            root.addAppender(console);
            // What an import could not take is told by the command itself, below its progress.
            context.getLogger("io.likeness.imports").setLevel(Level.ERROR);
        }
    }
}
