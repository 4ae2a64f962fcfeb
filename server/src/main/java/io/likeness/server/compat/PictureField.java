package io.likeness.server.compat;

import io.likeness.image.ImageSource;
import io.likeness.server.http.BodyKind;
import io.likeness.server.http.Fields;

/** The field that says which picture is meant. */
enum PictureField {
    FILE("file", BodyKind.FILE) {
        @Override
        ImageSource source(Fields fields) {
            return new ImageSource.Upload(fields.file(field()));
        }
    },
    URL("url", BodyKind.TEXT) {
        @Override
        ImageSource source(Fields fields) {
            return new ImageSource.Url(fields.required(field()));
        }
    },
    PATH("path", BodyKind.TEXT) {
        @Override
        ImageSource source(Fields fields) {
            return new ImageSource.LocalPath(fields.required(field()));
        }
    },
    BASE64("base64", BodyKind.BASE64) {
        @Override
        ImageSource source(Fields fields) {
            return new ImageSource.Base64(fields.required(field()));
        }
    };

    private final String field;
    private final BodyKind body;

    PictureField(String field, BodyKind body) {
        this.field = field;
        this.body = body;
    }

    /** Its name, in every format of body. */
    String field() {
        return field;
    }

    /** What a body with it carries. */
    BodyKind body() {
        return body;
    }

    /** The source that {@code fields} name. */
    abstract ImageSource source(Fields fields);
}
