package io.likeness.cli.access;

import io.likeness.archive.ArchiveWriter;
import io.likeness.duplicates.CollectionDuplicates;
import io.likeness.failure.Failure;
import io.likeness.image.EncodedImage;
import io.likeness.image.ImageSource;
import io.likeness.image.Region;
import io.likeness.imports.ImportJobs;
import io.likeness.imports.ImportSettings;
import io.likeness.index.Filter;
import io.likeness.index.ImageRecord;
import io.likeness.index.ListQuery;
import io.likeness.index.ListQuery.Position;
import io.likeness.library.ImageCollections;
import io.likeness.library.SearchRequest;
import io.likeness.library.StageTimes;
import io.likeness.reembed.Reembedding;
import io.likeness.server.duplicates.DuplicateSearch;
import io.likeness.server.engine.ByteBudget;
import io.likeness.server.engine.Engine;
import io.likeness.server.engine.OpenCollection;
import io.likeness.server.engine.QueryPicture;
import io.likeness.server.http.Ids;
import io.likeness.server.intake.EngineTarget;
import io.likeness.server.settings.LikenessProperties;
import io.likeness.server.settings.ProductVersion;
import io.likeness.server.settings.SettingsLoader;
import io.likeness.server.v1.FilterJson;
import io.likeness.server.v1.ImageJson;
import io.likeness.server.v1.ReembedController;
import io.likeness.server.wiring.LocalEngine;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A collection in a data folder that no server has open. */
public final class FolderAccess implements Access {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final StageTimes NO_TIMES = (_, _) -> {};

    private final LikenessProperties settings;
    private final Engine engine;
    private final String collection;
    private @Nullable ImportJobs jobs;
    private @Nullable CollectionDuplicates duplicates;

    private FolderAccess(LikenessProperties settings, Engine engine, String collection) {
        this.settings = settings;
        this.engine = engine;
        this.collection = collection;
    }

    /**
     * Opens the library in {@code data}.
     *
     * @param create whether to make one where there is none
     * @param roots folders of which imports may read and move files
     * @throws Failure.NotFound if there is none and none is to be made
     * @throws Failure.Conflict if a server has it
     */
    public static FolderAccess open(Path data, String collection, boolean create, List<Path> roots) {
        if (!create && !Files.exists(data.resolve("manifest.properties"))) {
            throw new Failure.NotFound("there is no library in " + data + " (--data)");
        }
        LikenessProperties settings = SettingsLoader.load(properties(data, roots));
        ByteBudget budget = new ByteBudget(Runtime.getRuntime().maxMemory() / 2, PATIENCE);
        return new FolderAccess(settings, LocalEngine.opener(settings).open(budget), collection);
    }

    private OpenCollection pictures() {
        return engine.collection(collection);
    }

    @Override
    public List<Picture> search(Query query) {
        Filter filter = query.filter().map(FilterJson::read).orElse(Filter.ALL);
        QueryPicture like = switch (query.like()) {
            case Query.Like.File(var path) ->
                new QueryPicture.Given(new ImageSource.Upload(EncodedImage.of(bytes(path))));
            case Query.Like.Url(var url) -> new QueryPicture.Given(new ImageSource.Url(url));
            case Query.Like.Stored(var id) -> new QueryPicture.Stored(id(id));
        };
        if (like instanceof QueryPicture.Stored(long id)) {
            filter = new Filter.And(List.of(filter, new Filter.Not(new Filter.IdIn(Set.of(id)))));
        }
        SearchRequest request = new SearchRequest(query.limit(), 0, query.minScore(), filter, Region.WHOLE);
        return pictures().search(like, request, NO_TIMES).stream()
                .map(hit -> Picture.of(hit.record(), Math.round(hit.score() * 1e6) / 1e6))
                .toList();
    }

    private byte[] bytes(Path file) {
        try {
            long size = Files.size(file);
            if (size > settings.maxBytes()) {
                throw new Failure.TooLarge(file + " has " + size + " bytes, the limit is " + settings.maxBytes()
                        + " (likeness.max-bytes)");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new Failure.NotFound("the file " + file + " cannot be read; it must be there and readable");
        }
    }

    private static long id(String text) {
        return Ids.parse(text)
                .orElseThrow(() -> new Failure.BadInput("\"" + text + "\" is no id; an id is a whole number from 1"));
    }

    @Override
    public void list(Listing listing, long limit, Consumer<Picture> consumer) {
        List<Filter> parts = new ArrayList<>();
        if (!listing.keyPrefix().isEmpty()) {
            parts.add(new Filter.KeyPrefix(listing.keyPrefix()));
        }
        listing.tags().forEach((name, values) -> parts.add(new Filter.TagIn(name, new HashSet<>(values))));
        @Nullable Position after = null;
        for (long left = limit; left > 0; ) {
            int step = (int) Math.min(left, ListQuery.MAX_LIMIT);
            List<ImageRecord> page = pictures()
                    .library()
                    .index()
                    .list(new ListQuery(listing.order(), after, step, new Filter.And(parts)));
            page.forEach(record -> consumer.accept(Picture.of(record, null)));
            if (page.size() < step) {
                return;
            }
            left -= step;
            after = Position.of(page.getLast());
        }
    }

    @Override
    public long delete(Selection selection, boolean dryRun) {
        return switch (selection) {
            case Selection.Ids(var ids) -> {
                Set<Long> numbers = new HashSet<>();
                ids.forEach(id -> numbers.add(id(id)));
                yield dryRun ? count(new Filter.IdIn(numbers)) : pictures().deleteIds(numbers);
            }
            case Selection.Keys(var keys) ->
                dryRun ? count(new Filter.KeyIn(Set.copyOf(keys))) : pictures().deleteKeys(keys);
            case Selection.Matching(var json) -> {
                Filter filter = FilterJson.read(json);
                yield dryRun ? count(filter) : pictures().deleteMatching(filter);
            }
        };
    }

    private long count(Filter filter) {
        return pictures().library().index().count(filter);
    }

    @Override
    public Map<String, @Nullable Object> stats() {
        Map<String, @Nullable Object> stats = new LinkedHashMap<>();
        stats.put("collection", collection);
        stats.put("pictures", count(Filter.ALL));
        stats.put("collections", engine.collections().all().size());
        stats.put("store", "embedded");
        stats.put(
                "model",
                Map.of(
                        "name",
                        engine.model().name(),
                        "dimension",
                        engine.model().dimension()));
        stats.put("data_bytes", FolderSize.bytes(settings.data()));
        stats.put("version", ProductVersion.CURRENT);
        return stats;
    }

    @Override
    public boolean createCollection() {
        return !collection.equals(ImageCollections.DEFAULT)
                && engine.collections().create(collection);
    }

    @Override
    public Imports imports() {
        ImportJobs begun = ImportJobs.open(
                settings.data().resolve("imports"),
                new EngineTarget(engine, NO_TIMES),
                engine.imports().opener(),
                new ImportSettings(
                        settings.picturesOfAnImport(),
                        1,
                        Runtime.getRuntime().maxMemory() / 4,
                        settings.maxBytes(),
                        Duration.ofMinutes(10)),
                InstantSource.system());
        jobs = begun;
        return new JobImports(begun, collection, "the import was stopped; the same command goes on with it");
    }

    @Override
    public Duplicates duplicates() {
        CollectionDuplicates opened = CollectionDuplicates.open(
                settings.data(), engine.collections(), DuplicateSearch.parts(engine, settings.duplicates()));
        duplicates = opened;
        return new FolderDuplicates(opened, collection, new ImageJson(settings.originalUrl()));
    }

    private static Map<String, Object> properties(Path data, List<Path> roots) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("likeness.data", data.toString());
        for (int i = 0; i < roots.size(); i++) {
            properties.put(
                    "likeness.roots[" + i + "]",
                    roots.get(i).toAbsolutePath().normalize().toString());
        }
        return properties;
    }

    @Override
    public Map<String, @Nullable Object> move(Move move) {
        Reembedding moves = engine.models().reembedding();
        return ReembedController.json(
                switch (move) {
                    case Move.Look() -> moves.status();
                    case Move.Begin(var model) -> moves.begin(model);
                    case Move.Confirm() -> moves.confirm();
                    case Move.RollBack() -> moves.rollBack();
                });
    }

    @Override
    public void export(OutputStream out) {
        ArchiveWriter.write(
                engine.collections(), engine::model, engine.models().folder().get(), ProductVersion.CURRENT, out);
    }

    @Override
    public void close() {
        if (jobs != null) {
            jobs.close();
        }
        if (duplicates != null) {
            duplicates.close();
        }
        engine.close();
    }
}
