package io.likeness.server.v1;

import io.likeness.imports.ImportFailure;
import io.likeness.imports.ImportProgress;
import io.likeness.imports.ImportRequest.KeyFrom;
import io.likeness.imports.ImportSource;
import io.likeness.imports.ImportState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How an import looks in answers. */
final class ImportJson {
    private static final String UPLOADED = "upload-";

    private ImportJson() {}

    static Map<String, @Nullable Object> of(ImportProgress progress) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", progress.id());
        json.put("state", progress.state().name().toLowerCase(Locale.ROOT));
        json.put("collection", progress.request().collection());
        json.put("source", source(progress.request().source()));
        json.put("key_from", word(progress.request().keyFrom()));
        json.put("tags", progress.request().tags());
        Path moveTo = progress.request().moveTo();
        json.put("move_to", moveTo == null ? null : moveTo.toString());
        json.put("total", progress.total() < 0 ? null : progress.total());
        json.put("finished", progress.finished());
        json.put("added", progress.added());
        json.put("known", progress.known());
        json.put("skipped", progress.skipped());
        json.put("failed", progress.failed());
        json.put("pictures_per_second", Math.round(progress.picturesPerSecond() * 10) / 10.0);
        json.put("seconds_left", progress.timeLeft().map(Duration::toSeconds).orElse(null));
        json.put("started", progress.started().toString());
        json.put("ended", progress.ended() == null ? null : progress.ended().toString());
        json.put("problem", progress.state() == ImportState.FAILED ? progress.reason() : null);
        json.put(
                "last_errors",
                progress.lastFailures().stream().map(ImportJson::failure).toList());
        return json;
    }

    private static Map<String, String> failure(ImportFailure failure) {
        Map<String, String> json = new LinkedHashMap<>();
        json.put("name", failure.name());
        json.put("reason", failure.reason());
        return json;
    }

    private static Map<String, String> source(ImportSource source) {
        Map<String, String> json = new LinkedHashMap<>();
        switch (source) {
            case ImportSource.Folder(Path folder) -> {
                json.put("kind", "folder");
                json.put("location", folder.toString());
            }
            case ImportSource.Archive(Path file) -> {
                json.put("kind", "archive");
                json.put("location", sentName(file));
            }
            case ImportSource.UrlList(Path file) -> {
                json.put("kind", "list");
                json.put("location", sentName(file));
            }
        }
        return json;
    }

    /** Where this server keeps an upload is nobody's business; what the sender called it is. */
    private static String sentName(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.startsWith(UPLOADED) ? name.substring(UPLOADED.length()) : name;
    }

    static String word(KeyFrom keyFrom) {
        return keyFrom.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
