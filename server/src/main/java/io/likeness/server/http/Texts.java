package io.likeness.server.http;

import io.likeness.failure.Failure;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Checks texts that callers send. */
public final class Texts {
    private Texts() {}

    /**
     * The text of a node.
     *
     * @throws Failure.BadInput if it is something else, or half a character
     */
    public static String of(String name, JsonNode node) {
        if (!node.isString()) {
            throw new Failure.BadInput(name + " must be a text, not " + kind(node));
        }
        return proper(name, node.stringValue());
    }

    /** Answers {@code text} if it holds whole characters only. */
    static String proper(String name, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(++i))) {
                    throw new Failure.BadInput(name + " holds half a character (an unpaired surrogate)");
                }
            }
        }
        return text;
    }

    /** What a node is, for a sentence. */
    public static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            case BOOLEAN -> "true or false";
            case STRING -> "a text";
            case NUMBER -> "a number";
            case NULL -> "null";
            case BINARY, MISSING, POJO -> node.getNodeType().name().toLowerCase(Locale.ROOT);
        };
    }
}
