package io.likeness.server.v1;

import io.likeness.copies.VerifiedHit;
import io.likeness.failure.Failure;
import io.likeness.index.Attributes;
import io.likeness.index.ImageRecord;
import io.likeness.index.NewImage;
import io.likeness.index.PutResult;
import io.likeness.library.ReplaceImage.Replacement;
import io.likeness.library.StageTimes;
import io.likeness.server.engine.Engine;
import io.likeness.server.engine.OnCopy;
import io.likeness.server.engine.OpenCollection;
import io.likeness.server.engine.OpenCollection.Added;
import io.likeness.server.http.Answers;
import io.likeness.server.http.BodyReader;
import io.likeness.server.http.Document;
import io.likeness.server.http.Exchange;
import io.likeness.server.http.Query;
import io.likeness.server.http.Texts;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Adds pictures and works on single ones. Safe for use by many threads. */
@RestController
@Hidden
@RequestMapping({V1Paths.BASE, V1Paths.IN_COLLECTION})
public final class ImageController {
    /** A picture of an id never changes, so that a preview may be kept for long. */
    private static final long PREVIEW_SECONDS = 86_400;

    private static final Set<String> FILES = Set.of(Pictures.FILE);
    private static final Set<String> FIELDS = Set.of("url", "path", "base64", "key", "imgPath", "tags");
    private static final Set<String> ADDED_BY = Set.of("url", "path", "base64", "key", "imgPath", "tags", "on_copy");
    private static final Set<String> PATCHED = Set.of("imgPath", "tags");

    private final Supplier<Engine> engine;
    private final BodyReader bodies;
    private final Answers answers;
    private final StageTimes times;
    private final ImageJson json;

    public ImageController(
            Supplier<Engine> engine, BodyReader bodies, Answers answers, StageTimes times, ImageJson json) {
        this.engine = engine;
        this.bodies = bodies;
        this.answers = answers;
        this.times = times;
        this.json = json;
    }

    /** Adds a picture. */
    @PostMapping("/images")
    public void add(@PathVariable Map<String, String> path, HttpServletRequest request, HttpServletResponse response) {
        Exchange exchange = begin(request, response);
        OpenCollection collection = collection(path);
        Map<String, @Nullable Object> more = new LinkedHashMap<>();
        PutResult put = bodies.readDocument(exchange, ADDED_BY, FILES, body -> {
            OnCopy onCopy = onCopy(body);
            Added added = collection.add(Pictures.given(body), key(body).orElse(""), attributes(body), onCopy, times);
            if (onCopy == OnCopy.FLAG) {
                VerifiedHit copyOf = added.copyOf();
                more.put("copy_of", copyOf == null ? null : json.hit(collection.name(), copyOf));
            }
            return added.put();
        });
        answerStored(exchange, collection, put, more);
    }

    private static OnCopy onCopy(Document body) {
        String name = body.text("on_copy").orElse("add");
        return switch (name) {
            case "add" -> OnCopy.ADD;
            case "flag" -> OnCopy.FLAG;
            case "refuse" -> OnCopy.REFUSE;
            default -> throw new Failure.BadInput("on_copy is \"" + name + "\", allowed are add, flag, refuse");
        };
    }

    /** Puts a picture in the place of what its key holds. */
    @PutMapping("/images")
    public void replace(
            @PathVariable Map<String, String> path, HttpServletRequest request, HttpServletResponse response) {
        Exchange exchange = begin(request, response);
        OpenCollection collection = collection(path);
        Replacement done = bodies.readDocument(exchange, FIELDS, FILES, body -> {
            String key =
                    key(body).orElseThrow(() -> new Failure.BadInput("\"key\" is missing: it says what to replace"));
            return collection.replace(Pictures.given(body), key, attributes(body), times);
        });
        answerStored(exchange, collection, done.put(), Map.of("replaced", done.replaced()));
    }

    private void answerStored(
            Exchange exchange, OpenCollection collection, PutResult put, Map<String, ? extends @Nullable Object> more) {
        Map<String, @Nullable Object> image = json.image(collection.name(), put.record());
        image.put("created", put.created());
        image.putAll(more);
        if (put.created()) {
            exchange.header("Location", ImageJson.path(collection.name(), put.record()));
        }
        answers.json(exchange, put.created() ? HttpServletResponse.SC_CREATED : HttpServletResponse.SC_OK, image);
    }

    /** Answers one picture. */
    @GetMapping("/images/{id}")
    public void get(@PathVariable Map<String, String> path, HttpServletRequest request, HttpServletResponse response) {
        Exchange exchange = begin(request, response);
        OpenCollection collection = collection(path);
        answers.json(exchange, HttpServletResponse.SC_OK, json.image(collection.name(), record(collection, path)));
    }

    /** Changes what is said about a picture, as a merge patch. */
    @PatchMapping("/images/{id}")
    public void patch(
            @PathVariable Map<String, String> path, HttpServletRequest request, HttpServletResponse response) {
        Exchange exchange = begin(request, response);
        OpenCollection collection = collection(path);
        ImageRecord patched = bodies.readDocument(exchange, PATCHED, Set.of(), body -> {
            ImageRecord before = record(collection, path);
            // Here first, so that what is wrong with the patch fails before the index changes anything.
            patched(before.attributes(), body);
            return collection
                    .library()
                    .index()
                    .update(before.id(), attributes -> patched(attributes, body))
                    .orElseThrow(() -> V1Paths.unknown(path));
        });
        answers.json(exchange, HttpServletResponse.SC_OK, json.image(collection.name(), patched));
    }

    private static Attributes patched(Attributes attributes, Document patch) {
        Map<String, String> tags = patch.field("tags")
                .map(node -> TagsJson.patched(attributes.tags(), node))
                .orElse(attributes.tags());
        String imgPath = patch.field("imgPath")
                .map(node -> node.isNull() ? "" : Texts.of("imgPath", node))
                .orElse(attributes.imgPath());
        return new Attributes(imgPath, tags);
    }

    /** Deletes a picture. */
    @DeleteMapping("/images/{id}")
    public void delete(
            @PathVariable Map<String, String> path, HttpServletRequest request, HttpServletResponse response) {
        Exchange exchange = begin(request, response);
        if (collection(path).deleteIds(Set.of(V1Paths.id(path))) == 0) {
            throw V1Paths.unknown(path);
        }
        answers.done(exchange);
    }

    /** Answers a picture's preview. */
    @GetMapping("/images/{id}/preview")
    public void preview(
            @PathVariable Map<String, String> path, HttpServletRequest request, HttpServletResponse response) {
        Exchange exchange = begin(request, response);
        OpenCollection collection = collection(path);
        ImageRecord record = record(collection, path);
        String tag = "\"" + record.digest() + "\"";
        exchange.header("ETag", tag);
        if (isKnown(exchange.requestHeader("If-None-Match"), tag)) {
            answers.cacheable(exchange, HttpServletResponse.SC_NOT_MODIFIED, "", PREVIEW_SECONDS, new byte[0]);
            return;
        }
        byte[] jpeg = collection.library().previews().get(record.digest()).orElseThrow(() -> V1Paths.unknown(path));
        answers.cacheable(exchange, HttpServletResponse.SC_OK, "image/jpeg", PREVIEW_SECONDS, jpeg);
    }

    private static boolean isKnown(String ifNoneMatch, String tag) {
        return Arrays.stream(ifNoneMatch.split(","))
                .map(String::strip)
                .map(known -> known.startsWith("W/") ? known.substring(2) : known)
                .anyMatch(known -> known.equals(tag) || known.equals("*"));
    }

    private static Exchange begin(HttpServletRequest request, HttpServletResponse response) {
        Exchange exchange = Exchange.of(request, response);
        Query.of(exchange, Set.of());
        return exchange;
    }

    private OpenCollection collection(Map<String, String> path) {
        return engine.get().collection(V1Paths.collection(path));
    }

    private static ImageRecord record(OpenCollection collection, Map<String, String> path) {
        return collection.library().index().get(V1Paths.id(path)).orElseThrow(() -> V1Paths.unknown(path));
    }

    private static Optional<String> key(Document body) {
        Optional<String> key = body.text("key");
        key.ifPresent(NewImage::checkKey);
        return key;
    }

    private static Attributes attributes(Document body) {
        return new Attributes(body.text("imgPath").orElse(""), TagsJson.of(body));
    }
}
