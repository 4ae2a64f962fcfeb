package io.likeness.server.http;

/** What the body of a request carries, which sets how large it may be. */
public enum BodyKind {
    /** A picture's bytes, as a part of a form. */
    FILE,
    /** A picture's bytes as base64 in a text. */
    BASE64,
    /** Short texts. */
    TEXT
}
