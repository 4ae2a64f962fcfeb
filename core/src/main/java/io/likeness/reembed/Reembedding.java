package io.likeness.reembed;

import io.likeness.embedding.Embedder;
import io.likeness.embedding.ModelFingerprint;
import io.likeness.failure.Failure;
import io.likeness.index.VectorIndex;
import io.likeness.library.ImageCollections;
import io.likeness.library.ImageLibrary;
import io.likeness.library.Networks;
import io.likeness.library.PictureReader;
import io.likeness.reembed.ReembedStatus.State;
import io.likeness.storage.Generation.Beside;
import io.likeness.storage.Generation.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves a library to another model. Vectors of the other model are made in the background beside those that answer; when every picture has one, the
 * other model answers from one moment to the next, and the vectors before are kept and kept up until that is confirmed, or rolled back. A process that
 * dies goes on where it was when it is started again. Safe for use by many threads.
 */
public final class Reembedding implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reembedding.class);

    /** Rounds of bringing what is added meanwhile, before a roll-back is refused. */
    private static final int ROLL_BACK_TRIES = 20;

    private final ModelStore store;
    private final ImageCollections collections;
    private final Networks networks;
    private final MirrorFiller filler;
    private final Bell bell = new Bell();
    // Guarded by this.
    private @Nullable Thread thread;
    private volatile boolean closed;

    /**
     * @param networks with the second one already, where the store has a second generation, as the collections have their mirrors
     */
    public Reembedding(
            ModelStore store,
            ImageCollections collections,
            Networks networks,
            PictureReader reader,
            Originals originals) {
        this.store = store;
        this.collections = collections;
        this.networks = networks;
        this.filler = new MirrorFiller(collections, networks, reader, originals, () -> closed);
    }

    /** Goes on with what a process before has begun, if it has. */
    public synchronized void resume() {
        if (store.beside().isPresent()) {
            start();
        }
    }

    /**
     * Begins to move to the model of {@code bundle}; where that is under way already, tries again what failed.
     *
     * @param bundle folder of the model, or empty for the one that is under way, else the one that comes with this version
     * @throws Failure.Conflict if the library has that model, or another is under way or waits to be confirmed
     */
    public synchronized ReembedStatus begin(Optional<Path> bundle) {
        Optional<Beside> beside = store.beside();
        if (beside.isPresent() && beside.get().role() == Role.PREVIOUS) {
            throw new Failure.Conflict(
                    "the library was moved to " + networks.fingerprint().name()
                            + " and that is not confirmed yet: confirm it or roll it back first (likeness reembed --confirm,"
                            + " --roll-back)");
        }
        if (beside.isPresent()) {
            bundle.map(store::fingerprint)
                    .ifPresent(given -> checkSame(beside.get().generation().model(), given));
            filler.retry();
            bell.ring();
            return status();
        }
        Embedder network = store.begin(bundle);
        boolean begun = false;
        try {
            collections.standStill(libraries -> {
                libraries.forEach((name, library) -> {
                    if (library.mirrored().mirror().isEmpty()) {
                        library.mirrored().add(store.openIndex(name));
                    }
                });
                networks.add(network);
            });
            begun = true;
        } finally {
            if (!begun) {
                network.close();
                giveUp();
            }
        }
        LOG.info(
                "The library is moved from the model {} to {}",
                networks.fingerprint().name(),
                network.fingerprint().name());
        start();
        bell.ring();
        return status();
    }

    private static void checkSame(ModelFingerprint underWay, ModelFingerprint given) {
        if (!underWay.matches(given)) {
            throw new Failure.Conflict("the library is being moved to " + underWay.name() + " (sha256 "
                    + underWay.sha256() + "), not to " + given.name() + " (sha256 " + given.sha256()
                    + "): wait for that, or give it up with likeness reembed --roll-back");
        }
    }

    /**
     * Gives up the vectors of the model before.
     *
     * @throws Failure.Conflict if the library was not moved, or is still on the way
     */
    public synchronized ReembedStatus confirm() {
        if (required().role() == Role.NEXT) {
            throw new Failure.Conflict("the library is still being moved to "
                    + required().generation().model().name() + "; there is nothing to confirm before that is done");
        }
        giveUp();
        return status();
    }

    /**
     * Gives up the vectors of the other model where the library is on the way to it, or goes back to the model before.
     *
     * @throws Failure.Conflict if the library is not being moved, or pictures added since have no vector of the model before
     * @throws Failure.Unavailable if those vectors are still being made
     */
    public synchronized ReembedStatus rollBack() {
        if (required().role() == Role.NEXT) {
            giveUp();
            return status();
        }
        filler.retry();
        for (int tries = 0; !(filler.fill() && swap(store::returnToPrevious)); tries++) {
            if (filler.failed() > 0) {
                throw new Failure.Conflict("of " + filler.failed() + " pictures no vector of the model before can be"
                        + " made: " + filler.failures() + "; delete them, or confirm");
            }
            if (tries == ROLL_BACK_TRIES) {
                throw new Failure.Unavailable("vectors of pictures added since are still being made; try again");
            }
        }
        closeMirrors();
        return status();
    }

    private Beside required() {
        return store.beside()
                .orElseThrow(() -> new Failure.Conflict("the library is not being moved to another model; it has "
                        + networks.fingerprint().name()));
    }

    private void giveUp() {
        store.drop();
        closeMirrors();
    }

    /** What nobody asks any more is closed after it was taken away. */
    private void closeMirrors() {
        List<VectorIndex> indexes = new ArrayList<>();
        List<Embedder> closing = new ArrayList<>();
        collections.standStill(libraries -> {
            libraries.values().forEach(library -> library.mirrored().remove().ifPresent(indexes::add));
            networks.remove().ifPresent(closing::add);
        });
        filler.forget();
        closing.forEach(Embedder::close);
        indexes.forEach(VectorIndex::close);
        try {
            store.deleteUnused();
        } catch (Failure.Unavailable e) {
            LOG.warn("Files of vectors that were given up remain until the next start: {}", e.getMessage());
        }
    }

    /** Where it stands. */
    public ReembedStatus status() {
        Optional<Beside> beside = store.beside();
        long pictures = 0;
        long finished = 0;
        for (ImageLibrary library : collections.all().values()) {
            pictures += library.index().count();
            finished += library.mirrored().mirror().map(VectorIndex::count).orElse(0L);
        }
        Optional<ModelFingerprint> other = beside.map(of -> of.generation().model());
        return new ReembedStatus(
                state(beside),
                networks.fingerprint(),
                other,
                pictures,
                Math.min(finished, pictures),
                filler.fromOriginals(),
                filler.fromPreviews(),
                filler.failures(),
                filler.failed());
    }

    private State state(Optional<Beside> beside) {
        if (beside.isEmpty()) {
            return State.NONE;
        }
        return switch (beside.get().role()) {
            case NEXT -> filler.isStuck() ? State.STUCK : State.RUNNING;
            case PREVIOUS -> State.SWITCHED;
        };
    }

    private synchronized void start() {
        if (thread == null) {
            thread = Thread.ofPlatform().name("reembed").daemon().start(this::run);
        }
    }

    private void run() {
        while (!closed) {
            try {
                if (store.beside().isPresent() && filler.fill()) {
                    switchOver();
                }
            } catch (Failure e) {
                LOG.warn("Moving to another model pauses: {}", e.getMessage());
            }
            if (!bell.await(MirrorFiller.PAUSE)) {
                closed = true;
            }
        }
    }

    private synchronized void switchOver() {
        boolean isNext = store.beside().map(Beside::role).equals(Optional.of(Role.NEXT));
        // Since then it may have been rolled back, and begun anew.
        if (!closed && isNext && filler.fill() && swap(store::switchToNext)) {
            LOG.info(
                    "The model {} answers from now on; the vectors before are kept until that is confirmed",
                    networks.fingerprint().name());
        }
    }

    /** Exchanges the two models, if every picture has a vector of both; answers whether it did. */
    private boolean swap(Runnable durably) {
        AtomicBoolean done = new AtomicBoolean();
        collections.standStill(libraries -> {
            if (areAlike(libraries)) {
                durably.run();
                networks.swap();
                libraries.values().forEach(library -> library.mirrored().swap());
                done.set(true);
            }
        });
        return done.get();
    }

    private boolean areAlike(SortedMap<String, ImageLibrary> libraries) {
        for (ImageLibrary library : libraries.values()) {
            Optional<VectorIndex> mirror = library.mirrored().mirror();
            if (mirror.isEmpty() || !library.mirrored().unsure().isEmpty()) {
                return false;
            }
            if (mirror.get().count() != library.index().count()) {
                // Something was missed: everything is compared again.
                filler.forget();
                return false;
            }
        }
        return true;
    }

    /** Stops the work in the background; what is made is kept. */
    @Override
    public void close() {
        closed = true;
        bell.ring();
        Thread running;
        synchronized (this) {
            running = thread;
        }
        if (running != null) {
            // An original on a slow host is not waited for.
            running.interrupt();
            try {
                running.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
