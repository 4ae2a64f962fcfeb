package io.likeness.cli;

import io.likeness.adoption.AdoptCollection;
import io.likeness.adoption.AdoptionReport;
import io.likeness.adoption.Originals;
import io.likeness.adoption.Originals.Place;
import io.likeness.adoption.Originals.Root;
import io.likeness.failure.Failure;
import io.likeness.image.ImageSource;
import io.likeness.index.milvus.EarlierRows.Row;
import io.likeness.migration.LibraryAddress;
import io.likeness.server.settings.UrlTemplate;
import io.likeness.server.wiring.AddressedEngine;
import io.likeness.server.wiring.AddressedLibrary.Surroundings;
import io.likeness.server.wiring.EarlierLibrary;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code likeness adopt}: takes over the earlier system's collection. Used by one thread. */
@Command(
        name = "adopt",
        description = "Takes over the pictures of the earlier system: reads them anew, keeps their ids and keys.",
        mixinStandardHelpOptions = true,
        footerHeading = "%n",
        footer = {
            "Its collection is only read. A picture is looked for by its filepath below each --root, then at",
            "the address that --url-pattern makes. With --list nothing is stored. A run that was ended is",
            "gone on with by the same command. The exit code is 5 if some pictures were left."
        })
final class AdoptCommand implements Callable<Integer> {
    @Option(
            names = "--from",
            paramLabel = "milvus://HOST:PORT/images",
            required = true,
            description = "The earlier collection; milvus alone means MILVUS_HOST, MILVUS_PORT and images.")
    @SuppressWarnings("NullAway.Init") // Set by picocli before anything is called.
    private String from;

    @Option(
            names = "--to",
            paramLabel = "PLACE",
            description = "Where they shall be: a data folder, milvus, or milvus://host:port/collection.")
    private @Nullable String to;

    @Option(
            names = "--root",
            paramLabel = "[WAS=]DIR",
            description = "Folder of the files, or what their paths began with and the folder that this is now; may be"
                    + " repeated.")
    private @Nullable List<String> roots;

    @Option(
            names = "--url-pattern",
            paramLabel = "URL",
            description = "Address of a file, with {imgPath} for its filepath or {key}.")
    private @Nullable String urlPattern;

    @Option(
            names = "--collection",
            paramLabel = "NAME",
            defaultValue = "default",
            description = "The collection that they shall be in (default).")
    private String collection = "default";

    @Option(names = "--list", description = "Only list what is there and where each file is.")
    private boolean list;

    @Option(names = "--report", paramLabel = "FILE", description = "Write those that were left to a CSV file.")
    private @Nullable Path report;

    @Option(
            names = "--previews",
            paramLabel = "s3://BUCKET/PREFIX",
            description = "The previews of the library in Milvus (LIKENESS_PREVIEWS).")
    private @Nullable String previews;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "For --to milvus: data folder of a server (LIKENESS_DATA; data).")
    private @Nullable Path data;

    @Option(names = "--model", paramLabel = "DIR", description = "Bundle of the model (LIKENESS_MODEL; built in).")
    private @Nullable Path model;

    @Option(names = "--json", description = "Print what was done, or each picture listed, as JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli before anything is called.
    private CommandSpec spec;

    AdoptCommand() {}

    @Override
    public Integer call() {
        if (list == (to != null)) {
            throw new ParameterException(spec.commandLine(), "name either --to or --list");
        }
        if (to != null && roots == null && urlPattern == null) {
            throw new ParameterException(
                    spec.commandLine(), "where are the files? Name folders by --root, or addresses by --url-pattern");
        }
        String pattern = UrlTemplate.checked("--url-pattern", urlPattern == null ? "" : urlPattern);
        List<Root> folders =
                roots == null ? List.of() : roots.stream().map(Root::of).toList();
        Originals originals = new Originals(folders, pattern);
        try (EarlierLibrary earlier = EarlierLibrary.open(LibraryAddress.of(from))) {
            return to == null ? list(earlier, originals) : adopt(earlier, originals, folders, LibraryAddress.of(to));
        }
    }

    private int list(EarlierLibrary earlier, Originals originals) {
        PrintWriter out = spec.commandLine().getOut();
        long[] counts = new long[2];
        earlier.rows()
                .each(rows -> rows.forEach(row -> {
                    Place place = originals.of(row);
                    counts[place instanceof Place.Found ? 0 : 1]++;
                    out.println(json ? JsonLine.of(facts(row, place)) : line(row, place));
                }));
        out.flush();
        PrintWriter err = spec.commandLine().getErr();
        err.println(earlier.place() + ": " + (counts[0] + counts[1]) + " pictures; vectors of " + earlier.vectors()
                + "; " + counts[0] + " may be opened, " + counts[1] + " not");
        err.flush();
        return counts[1] == 0 ? ExitCodes.DONE : ExitCodes.PARTLY;
    }

    private static String line(Row row, Place place) {
        return row.id() + "  " + LeftPictures.printable(row.key()) + "  " + LeftPictures.printable(row.filepath())
                + "  " + LeftPictures.printable(where(place));
    }

    private static String where(Place place) {
        return switch (place) {
            case Place.Nowhere(String reason) -> "NOT FOUND: " + reason;
            case Place.Found(ImageSource.LocalPath(String path)) -> path;
            case Place.Found(ImageSource.Url(String url)) -> url;
            case Place.Found(ImageSource other) -> other.toString();
        };
    }

    private static Map<String, Object> facts(Row row, Place place) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("id", Long.toString(row.id()));
        facts.put("key", row.key());
        facts.put("filepath", row.filepath());
        facts.put("found", place instanceof Place.Found);
        facts.put("where", where(place));
        return facts;
    }

    private int adopt(EarlierLibrary earlier, Originals originals, List<Root> folders, LibraryAddress target) {
        Surroundings around =
                new Surroundings(Optional.ofNullable(data), Optional.ofNullable(previews), Optional.ofNullable(model));
        List<Path> open = folders.stream().map(Root::folder).toList();
        CountLine line = new CountLine(spec.commandLine().getErr(), json);
        AdoptionReport done;
        LeftPictures left;
        try (AddressedEngine library = AddressedEngine.open(target, around, open);
                LeftPictures leaving = LeftPictures.open(report)) {
            left = leaving;
            library.engine().collections().create(collection);
            AdoptCollection adoption = new AdoptCollection(
                    library.engine().collection(collection),
                    originals,
                    library.parallel(),
                    InstantSource.system(),
                    new AdoptCollection.Watcher() {
                        @Override
                        public void progress(long now, long total) {
                            line.show(now, total);
                        }

                        @Override
                        public void left(Row row, String reason) {
                            leaving.add(row, reason);
                        }
                    });
            done = adoption.run(earlier.rows());
        } catch (IOException e) {
            throw new Failure.Unavailable("the report " + report + " cannot be written: " + e.getMessage(), e);
        } finally {
            line.end();
        }
        tell(done, left);
        return done.failed() + done.twins() == 0 ? ExitCodes.DONE : ExitCodes.PARTLY;
    }

    private void tell(AdoptionReport done, LeftPictures left) {
        PrintWriter out = spec.commandLine().getOut();
        left.tell(spec.commandLine().getErr(), report);
        out.println(
                json
                        ? JsonLine.of(done)
                        : "of " + done.pictures() + " pictures: " + done.adopted() + " adopted, " + done.known()
                                + " there already, " + done.twins() + " twice under one key, " + done.failed()
                                + " could not be opened");
        out.flush();
    }
}
