package io.likeness.server.wiring;

import io.likeness.fetch.FetchSettings;
import io.likeness.fetch.GuardedFetcher;
import io.likeness.fetch.RootFolders;
import io.likeness.imports.source.ArchiveLimits;
import io.likeness.imports.source.SourceOpener;
import io.likeness.server.engine.ImportParts;
import io.likeness.server.settings.LikenessProperties;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Puts together what imports read with. */
final class ImportReaders {
    private ImportReaders() {}

    /**
     * @param fetcher of requests, which imports share where they may read no other folders
     * @param fetchSettings makes settings for other roots
     */
    static ImportParts of(
            LikenessProperties settings,
            GuardedFetcher fetcher,
            Closers closers,
            Function<List<Path>, FetchSettings> fetchSettings) {
        LikenessProperties.Import imports = settings.imports();
        List<Path> roots = new ArrayList<>(settings.roots());
        GuardedFetcher reader = fetcher;
        if (!imports.incPath().isEmpty()) {
            // Open to the import at start alone: what callers name is checked against the roots before there is an
            // import.
            roots.add(Path.of(imports.incPath()));
            roots.add(Path.of(imports.poolPath()));
            GuardedFetcher wider = new GuardedFetcher(fetchSettings.apply(roots));
            closers.add(wider::close);
            reader = wider;
        }
        ArchiveLimits limits = new ArchiveLimits(
                Math.toIntExact(settings.maxBytes()), imports.maxEntries(), imports.maxUnpackedBytes());
        return new ImportParts(
                new SourceOpener(reader, new RootFolders(roots), limits),
                new RootFolders(settings.roots()),
                SourceOpener::ofFile);
    }
}
