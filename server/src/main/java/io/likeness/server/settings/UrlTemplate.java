package io.likeness.server.settings;

/** A template of web addresses over {@code {imgPath}} and {@code {key}}. */
public final class UrlTemplate {
    private UrlTemplate() {}

    /**
     * Answers {@code value}, stripped.
     *
     * @param what names the setting in messages
     * @throws io.likeness.failure.Failure.BadInput if it is neither empty nor a template
     */
    public static String checked(String what, String value) {
        String stripped = value.strip();
        Checks.template(what, stripped);
        return stripped;
    }
}
