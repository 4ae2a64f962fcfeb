package io.likeness.duplicates;

import io.likeness.duplicates.Undoable.Kind;
import io.likeness.failure.Failure;
import io.likeness.index.ImageRecord;
import io.likeness.index.StoredImage;
import io.likeness.library.DeleteImages;
import io.likeness.library.ImageLibrary;
import io.likeness.library.RestoreImages;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was decided since the start, the newest of which can be undone. At most {@value #MOST_DECISIONS} decisions and {@value #MOST_PICTURES} deleted
 * pictures are remembered, but always the last decision. Safe for use by many threads.
 */
final class DecisionLog implements AutoCloseable {
    private static final int MOST_DECISIONS = 100;
    private static final int MOST_PICTURES = 20_000;

    // So many previews are in memory at once.
    private static final int STEP = 100;

    private final Path folder;
    private final ImageLibrary library;
    private final Decisions decisions;
    private final InstantSource clock;
    // Guarded by this, as are the fields below; the oldest first.
    private final Map<String, Done> done = new LinkedHashMap<>();
    private long last;
    private boolean prepared;

    private record Done(
            Undoable what,
            List<Decisions.Apart> apart,
            @Nullable UndoBin bin) {}

    DecisionLog(Path folder, ImageLibrary library, Decisions decisions, InstantSource clock) {
        this.folder = folder;
        this.library = library;
        this.decisions = decisions;
        this.clock = clock;
    }

    /** Keeps each of some pictures apart from each of others. */
    synchronized Undoable apart(List<ImageRecord> some, List<ImageRecord> others) {
        List<Decisions.Apart> pairs = new ArrayList<>();
        for (ImageRecord one : some) {
            for (ImageRecord other : others) {
                if (one.id() != other.id()) {
                    pairs.add(Decisions.Apart.of(one, other));
                }
            }
        }
        List<Decisions.Apart> fresh = decisions.keepApart(pairs);
        return remember(Kind.APART, fresh.size(), fresh, null);
    }

    /** Deletes pictures so that they can be put back. */
    synchronized Undoable delete(Collection<Long> ids) {
        UndoBin bin = bin();
        List<Long> all = List.copyOf(ids);
        try {
            for (int from = 0; from < all.size(); from += STEP) {
                delete(all.subList(from, Math.min(all.size(), from + STEP)), bin);
            }
        } catch (Failure e) {
            // What is deleted can be put back, although not all is.
            remember(Kind.KEEP, bin.size(), List.of(), bin);
            throw e;
        }
        return remember(Kind.KEEP, bin.size(), List.of(), bin);
    }

    private void delete(List<Long> ids, UndoBin bin) {
        Map<Long, StoredImage> images = new HashMap<>();
        Map<Long, byte[]> previews = new HashMap<>();
        for (long id : ids) {
            Optional<ImageRecord> record = library.index().get(id);
            library.index()
                    .embedding(id)
                    .ifPresent(embedding -> record.ifPresent(there -> {
                        images.put(id, new StoredImage(there, embedding));
                        previews.put(id, library.previews().get(there.digest()).orElse(new byte[0]));
                    }));
        }
        // Written before anything is gone: a full disk deletes nothing.
        UndoBin kept = bin;
        images.forEach((id, image) -> kept.add(image, previews.getOrDefault(id, new byte[0])));
        new DeleteImages(library).deleteIds(images.keySet());
    }

    private UndoBin bin() {
        if (!prepared) {
            UndoBin.empty(folder);
            prepared = true;
        }
        return UndoBin.create(folder.resolve((last + 1) + ".previews"));
    }

    private Undoable remember(Kind kind, int count, List<Decisions.Apart> apart, @Nullable UndoBin bin) {
        Undoable what = new Undoable(String.valueOf(++last), kind, count, clock.instant());
        done.put(what.id(), new Done(what, apart, bin));
        while (done.size() > 1 && (done.size() > MOST_DECISIONS || deleted() > MOST_PICTURES)) {
            forget(done.keySet().iterator().next());
        }
        return what;
    }

    private synchronized int deleted() {
        return done.values().stream()
                .mapToInt(each -> each.bin() == null ? 0 : each.bin().size())
                .sum();
    }

    private synchronized void forget(String id) {
        Done gone = done.remove(id);
        if (gone != null && gone.bin() != null) {
            gone.bin().close();
        }
    }

    /**
     * Undoes one decision.
     *
     * @return how many pictures are there again, or pairs may be found again
     * @throws Failure.NotFound if it is not remembered
     */
    synchronized int undo(String id) {
        Done undone = done.get(id);
        if (undone == null) {
            throw new Failure.NotFound("there is no decision " + id
                    + " to undo: it was undone already, or the server was started since, or many came after it");
        }
        decisions.forget(undone.apart());
        int restored =
                undone.bin() == null ? undone.apart().size() : undone.bin().restore(new RestoreImages(library));
        forget(id);
        return restored;
    }

    /** What can be undone, the newest first. */
    synchronized List<Undoable> undoable() {
        return done.values().stream().map(Done::what).toList().reversed();
    }

    /** Whether a picture was deleted that may come back. */
    synchronized boolean mayReturn(long id) {
        return done.values().stream()
                .anyMatch(each -> each.bin() != null && each.bin().holds(id));
    }

    @Override
    public synchronized void close() {
        List.copyOf(done.keySet()).forEach(this::forget);
    }
}
