package io.likeness.server.http;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of failure that callers can tell apart, each with a stable address at which it is explained. */
public enum ProblemType {
    BAD_INPUT(
            400,
            "The request is wrong in itself",
            "A field is missing, unknown, of the wrong kind or outside its range, or the body is no JSON or no form."
                    + " The detail names the field, its value and what is allowed.",
            "Correct the request; sent again unchanged it fails again."),
    UNAUTHORIZED(
            401,
            "The token is missing or wrong",
            "The server has a token, and the request carries none or another.",
            "Send the token in the header \"token\" or as \"Authorization: Bearer …\"; never in an address."),
    FORBIDDEN(
            403,
            "The server does not allow it",
            "A rule refuses the request: a path outside likeness.roots, an internal address that likeness.fetch.allow"
                    + " does not list, a web page from elsewhere, or a change asked for with the read-only token.",
            "The detail names the rule, and the setting that moves it."),
    NOT_FOUND(
            404,
            "There is no such thing",
            "No picture, collection, file or address of this name, or no such path.",
            "Check the name. A picture may have been deleted meanwhile."),
    METHOD_NOT_ALLOWED(
            405,
            "The path does not take this method",
            "The path exists, but does nothing for this method.",
            "The header Allow lists the methods; /docs shows what there is."),
    CONFLICT(
            409,
            "The state does not allow it",
            "What is asked for contradicts what is there, as the deletion of the default collection does.",
            "Look at the state first; the detail says what stands in the way."),
    TOO_LARGE(
            413,
            "Too many bytes or pixels",
            "The request, the picture's file or its size in pixels is beyond a limit: likeness.max-bytes or"
                    + " likeness.max-pixels.",
            "Send a smaller picture, or raise the limit that the detail names."),
    UNSUPPORTED_IMAGE(
            415,
            "The bytes are no picture of a type that is taken",
            "The type is known by content, never by name. JPEG, PNG, GIF, BMP, WebP and TIFF are taken.",
            "Convert the picture to JPEG or PNG."),
    UNSUPPORTED_MEDIA_TYPE(
            415,
            "The Content-Type is not taken",
            "A body is application/json or multipart/form-data.",
            "Set the header Content-Type to what the body is."),
    UNPROCESSABLE(
            422,
            "The picture is damaged",
            "The bytes begin as a picture of a type that is taken, but cannot be decoded to their end.",
            "Get the file again from where it came; it may have been cut off on its way."),
    OVERLOADED(
            429,
            "Too much at once",
            "A queue or the memory for pictures on their way in is full. Nothing was changed.",
            "Try again after the seconds of the header Retry-After, with fewer requests at once."),
    TOO_MANY_TRIES(
            429,
            "Too many wrong tokens",
            "This address sent ten wrong tokens within a minute. A right token is let in all the same.",
            "Wait for the seconds of the header Retry-After, and send the right token."),
    UNAVAILABLE(
            503,
            "Not available now",
            "The server is stopping, or something it depends on does not answer: the disk, or the host of a picture's"
                    + " address.",
            "Try again after the seconds of the header Retry-After. The detail names what did not answer."),
    INTERNAL(
            500,
            "An unexpected failure",
            "A fault in the server. The log holds it with the request's id.",
            "Report it with the lines of the log that hold the request id.");

    /** Where the pages are, without the last part. */
    public static final String PAGES = "/docs/problems/";

    private final int status;
    private final String title;
    private final String meaning;
    private final String remedy;

    ProblemType(int status, String title, String meaning, String remedy) {
        this.status = status;
        this.title = title;
        this.meaning = meaning;
        this.remedy = remedy;
    }

    /** The last part of its address: lower case, words joined by hyphens. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The stable {@code type} of a problem: a reference to its page on the same server. */
    public String uri() {
        return PAGES + slug();
    }

    /** The usual HTTP status. */
    public int status() {
        return status;
    }

    /** In a few words. */
    public String title() {
        return title;
    }

    /** What it says about the request. */
    public String meaning() {
        return meaning;
    }

    /** What a caller can do. */
    public String remedy() {
        return remedy;
    }

    /** The type with this slug. */
    public static Optional<ProblemType> ofSlug(String slug) {
        return Arrays.stream(values()).filter(type -> type.slug().equals(slug)).findFirst();
    }

    /** The type for a status that HTTP itself, the container or the framework chose. */
    public static ProblemType ofStatus(int status) {
        return switch (status) {
            case 401 -> UNAUTHORIZED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 409 -> CONFLICT;
            case 413 -> TOO_LARGE;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 422 -> UNPROCESSABLE;
            case 429 -> OVERLOADED;
            case 503 -> UNAVAILABLE;
            // What HTTP calls the server's lack is the caller's oddity: a method, an encoding or a version that nobody
            // uses.
            case 501, 505 -> BAD_INPUT;
            default -> status < 500 ? BAD_INPUT : INTERNAL;
        };
    }
}
