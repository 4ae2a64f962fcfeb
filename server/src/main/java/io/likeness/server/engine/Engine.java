package io.likeness.server.engine;

import io.likeness.copies.CopyVerifier;
import io.likeness.copies.FindCopies;
import io.likeness.embedding.MatchScores;
import io.likeness.embedding.ModelFingerprint;
import io.likeness.image.ImageSource;
import io.likeness.index.Attributes;
import io.likeness.index.Hit;
import io.likeness.index.PutResult;
import io.likeness.library.ImageCollections;
import io.likeness.library.ImageLibrary;
import io.likeness.library.PictureReader;
import io.likeness.library.SearchRequest;
import io.likeness.library.StageTimes;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** The open collections with everything that works on them. What names no collection is about the default one. Safe for use by many threads. */
public final class Engine implements AutoCloseable {
    private final EngineParts parts;
    private final PictureReader reader;
    private final ByteBudget budget;
    private final long maxBytes;
    private final UrgentWork urgent = new UrgentWork();
    // Of each collection, so that of two copies added at once the later one meets the earlier.
    private final Map<String, ReentrantLock> refusals = new ConcurrentHashMap<>();
    private final OpenCollection main;

    /**
     * @param maxBytes bytes of a picture file at most, set aside while one is fetched
     */
    public Engine(EngineParts parts, ByteBudget budget, long maxBytes) {
        this.reader = new PictureReader(parts.decoder(), parts.previewEncoder(), parts.networks(), parts.pool());
        this.parts = parts;
        this.budget = budget;
        this.maxBytes = maxBytes;
        this.main = collection(ImageCollections.DEFAULT);
    }

    /**
     * The collection of this name.
     *
     * @throws io.likeness.failure.Failure.NotFound if there is none
     */
    public OpenCollection collection(String name) {
        ImageLibrary library = parts.collections().get(name);
        return new OpenCollection(
                name,
                library,
                reader,
                new FindCopies(reader, library, copyVerifier()),
                refusals.computeIfAbsent(name, _ -> new ReentrantLock()),
                new OpenCollection.Intake(parts.fetcher(), budget, maxBytes, urgent));
    }

    /** All collections. */
    public ImageCollections collections() {
        return parts.collections();
    }

    /** The searches under way. */
    public UrgentWork urgent() {
        return urgent;
    }

    /** What imports read with. */
    public ImportParts imports() {
        return parts.imports();
    }

    /** Does as {@link OpenCollection#add} does. */
    public PutResult add(ImageSource source, String key, Attributes attributes, StageTimes times) {
        return main.add(source, key, attributes, times);
    }

    /** Finds the {@code limit} best over all pictures. */
    public List<Hit> search(ImageSource source, int limit, StageTimes times) {
        return main.search(new QueryPicture.Given(source), SearchRequest.top(limit), times);
    }

    /** Does as {@link OpenCollection#deleteIds} does. */
    public int deleteIds(Collection<Long> ids) {
        return main.deleteIds(ids);
    }

    /** Does as {@link OpenCollection#deleteKeys} does. */
    public int deleteKeys(Collection<String> keys) {
        return main.deleteKeys(keys);
    }

    /** The stored pictures. */
    public ImageLibrary library() {
        return main.library();
    }

    /** The model that embeds. */
    public ModelFingerprint model() {
        return parts.networks().fingerprint();
    }

    /** What scores mean; empty where nobody measured that for the model. */
    public Optional<MatchScores> matchScores() {
        return parts.networks().matchScores();
    }

    /** Tells what is a copy, for the model that embeds. */
    public CopyVerifier copyVerifier() {
        return CopyVerifier.of(parts.networks().copyWeights());
    }

    /** The models of the library. */
    public Models models() {
        return parts.models();
    }

    /** The processes that decode. */
    public DecoderProcesses decoders() {
        return parts.decoders();
    }

    /** Pictures waiting to be decoded. */
    public int decodeQueue() {
        return parts.pool().queued();
    }

    /** Pictures waiting for the network. */
    public int embedQueue() {
        return parts.networks().waiting();
    }

    /** Stops the work under way, which fails with {@link io.likeness.failure.Failure.Unavailable}, then closes the library; closing again does nothing. */
    @Override
    public void close() {
        parts.close().run();
    }
}
