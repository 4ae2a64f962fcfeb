package io.likeness.server.v1;

import io.likeness.failure.Failure;
import io.likeness.image.ImageSource;
import io.likeness.server.engine.QueryPicture;
import io.likeness.server.http.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Reads which picture a body is about: exactly one of the fields that name one. */
final class Pictures {
    /** The part of a form that holds a picture. */
    static final String FILE = "file";

    /** The fields of a JSON object that name a picture, stored ones too. */
    static final Set<String> STORED = Set.of("url", "path", "base64", "id");

    private Pictures() {}

    /** A picture that the caller gives. */
    static ImageSource given(Document body) {
        return switch (one(body, false)) {
            case QueryPicture.Given(ImageSource source) -> source;
            case QueryPicture.Stored _ -> throw new IllegalStateException("only given ones were asked for");
        };
    }

    /** A picture that the caller gives, or a stored one. */
    static QueryPicture givenOrStored(Document body) {
        return one(body, true);
    }

    private static QueryPicture one(Document body, boolean stored) {
        List<String> names = new ArrayList<>();
        List<Supplier<QueryPicture>> found = new ArrayList<>();
        body.file(FILE).ifPresent(image -> {
            names.add(FILE);
            found.add(() -> new QueryPicture.Given(new ImageSource.Upload(image)));
        });
        body.text("url").ifPresent(url -> {
            names.add("url");
            found.add(() -> new QueryPicture.Given(new ImageSource.Url(url)));
        });
        body.text("path").ifPresent(path -> {
            names.add("path");
            found.add(() -> new QueryPicture.Given(new ImageSource.LocalPath(path)));
        });
        body.text("base64").ifPresent(text -> {
            names.add("base64");
            found.add(() -> new QueryPicture.Given(new ImageSource.Base64(text)));
        });
        if (stored) {
            body.id("id").ifPresent(id -> {
                names.add("id");
                found.add(() -> new QueryPicture.Stored(id));
            });
        }
        if (found.size() != 1) {
            throw new Failure.BadInput("a picture is named by exactly one of file (in a form), url, path, base64"
                    + (stored ? ", id" : "") + "; given are " + (names.isEmpty() ? "none" : String.join(", ", names)));
        }
        return found.getFirst().get();
    }
}
