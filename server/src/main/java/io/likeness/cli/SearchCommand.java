package io.likeness.cli;

import io.likeness.cli.access.Access;
import io.likeness.cli.access.Picture;
import io.likeness.cli.access.Query;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code likeness search}: finds the most similar pictures. Used by one thread. */
@Command(
        name = "search",
        description =
                "Finds the stored pictures most similar to a file, to what a web address holds, or to a stored one.",
        mixinStandardHelpOptions = true)
final class SearchCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "FILE-or-URL", description = "The picture to search with.")
    private @Nullable String picture;

    @Option(names = "--id", paramLabel = "ID", description = "Search with this stored picture instead.")
    private @Nullable String id;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "10", description = "The most hits, 1 to 1000 (10).")
    private int limit;

    @Option(names = "--min-score", paramLabel = "X", defaultValue = "-1", description = "The least cosine (-1).")
    private double minScore;

    @Option(names = "--json", description = "Print one JSON object for each hit.")
    private boolean json;

    @Mixin
    private final FilterOptions filter = new FilterOptions();

    @Mixin
    private final LibraryOptions library = new LibraryOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli before anything is called.
    private CommandSpec spec;

    SearchCommand() {}

    @Override
    public Integer call() {
        Query query = new Query(like(), limit, minScore, filter.filter());
        List<Picture> hits;
        try (Access access = library.open()) {
            hits = access.search(query);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            hits.forEach(hit -> out.println(JsonLine.of(hit)));
        } else {
            Table table = new Table("SCORE", "ID", "KEY", "IMGPATH", "SIZE");
            hits.forEach(hit -> table.add(
                    hit.score() == null ? "" : String.format(Locale.ROOT, "%.4f", hit.score()),
                    hit.id(),
                    hit.key(),
                    hit.imgPath(),
                    hit.width() + "x" + hit.height()));
            table.print(out);
        }
        out.flush();
        return ExitCodes.DONE;
    }

    private Query.Like like() {
        if ((picture == null) == (id == null)) {
            throw new ParameterException(
                    spec.commandLine(), "name one picture: a FILE, a URL, or --id of a stored one");
        }
        if (id != null) {
            return new Query.Like.Stored(id);
        }
        String named = String.valueOf(picture);
        return named.matches("(?i)https?://.*") ? new Query.Like.Url(named) : new Query.Like.File(Path.of(named));
    }
}
