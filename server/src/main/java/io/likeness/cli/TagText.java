package io.likeness.cli;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Tags as they are written on the command line. */
final class TagText {
    private TagText() {}

    /** Reads NAME=VALUE; the value may hold further signs of equality. */
    static Map.Entry<String, String> read(String text, CommandLine command) {
        int at = text.indexOf('=');
        if (at < 1) {
            throw new ParameterException(command, "a tag is written NAME=VALUE, not \"" + text + "\"");
        }
        return Map.entry(text.substring(0, at), text.substring(at + 1));
    }
}
