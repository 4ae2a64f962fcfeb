package io.likeness.copies;

import io.likeness.failure.Failure;
import io.likeness.image.EncodedImage;
import io.likeness.image.ImageDigest;
import io.likeness.image.PreviewEncoder;
import io.likeness.image.Region;
import io.likeness.index.Hit;
import io.likeness.index.ImageRecord;
import io.likeness.library.ImageLibrary;
import io.likeness.library.PictureReader;
import io.likeness.library.SearchImages;
import io.likeness.library.SearchImages.Found;
import io.likeness.library.SearchRequest;
import io.likeness.library.Stage;
import io.likeness.library.StageTimes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds similar pictures and tells which of them are copies. Safe for use by many threads. */
public final class FindCopies {
    /** So many of the most similar pictures are looked at. */
    public static final int CANDIDATES = 50;

    private final PictureReader reader;
    private final ImageLibrary library;
    private final SearchImages search;
    private final StoredFeatures stored;
    private final FeatureExtractor extractor = new FeatureExtractor();
    private final CopyVerifier verifier;

    public FindCopies(PictureReader reader, ImageLibrary library, CopyVerifier verifier) {
        this.reader = reader;
        this.library = library;
        this.search = new SearchImages(reader, library);
        this.stored = new StoredFeatures(library);
        this.verifier = verifier;
    }

    /**
     * Does as {@link SearchImages#search(EncodedImage, SearchRequest, StageTimes)} does, and looks at the {@link #CANDIDATES} most similar: copies come first, the
     * most certain before the others.
     */
    public List<VerifiedHit> search(EncodedImage image, SearchRequest request, StageTimes times) {
        Found<LocalFeatures> found =
                search.search(image, wide(request), PreviewEncoder.SHORT_SIDE, extractor::extractQuery, times);
        return verified(found.hits(), found.made(), image.digest(), request, times);
    }

    /**
     * Does as {@link SearchImages#searchLike} does, and looks at the {@link #CANDIDATES} most similar.
     *
     * @throws Failure.NotFound if there is no such record
     */
    public List<VerifiedHit> searchLike(long id, SearchRequest request, StageTimes times) {
        ImageRecord record = library.index().get(id).orElseThrow(() -> unknown(id));
        if (!request.region().equals(Region.WHOLE)) {
            byte[] preview = library.previews().get(record.digest()).orElseThrow(() -> unknown(id));
            return search(EncodedImage.of(preview), request, times);
        }
        List<Hit> hits = search.searchLike(id, wide(request), times);
        LocalFeatures features =
                reader.compute(() -> stored.of(record.digest())).orElseThrow(() -> unknown(id));
        return verified(hits, features, record.digest(), request, times);
    }

    /** As many as are looked at, or asked for. */
    private static SearchRequest wide(SearchRequest request) {
        int limit = Math.max(CANDIDATES, request.offset() + request.limit());
        return new SearchRequest(limit, 0, -1, request.filter(), request.region());
    }

    private List<VerifiedHit> verified(
            List<Hit> hits, LocalFeatures query, ImageDigest digest, SearchRequest request, StageTimes times) {
        List<VerifiedHit> verified =
                times.time(Stage.VERIFY, () -> verify(hits, QueryFeatures.of(query), digest, request.region()));
        List<VerifiedHit> sorted = new ArrayList<>();
        verified.stream()
                .filter(VerifiedHit::isCopy)
                .sorted(Comparator.comparingDouble(VerifiedHit::rank).reversed())
                .forEach(sorted::add);
        verified.stream().filter(hit -> !hit.isCopy()).forEach(sorted::add);
        return sorted.stream()
                .skip(request.offset())
                .limit(request.limit())
                .filter(hit -> hit.hit().score() >= request.minScore())
                .toList();
    }

    /** By two threads of the compute pool where two are free, so that a lone search is answered in half the time. */
    private List<VerifiedHit> verify(List<Hit> hits, QueryFeatures query, ImageDigest digest, Region region) {
        int looked = Math.min(CANDIDATES, hits.size());
        int half = looked / 2;
        List<Supplier<List<VerifiedHit>>> halves = List.of(
                () -> looked(hits.subList(0, half), query, digest, region),
                () -> looked(hits.subList(half, looked), query, digest, region));
        List<VerifiedHit> verified = new ArrayList<>();
        reader.computeAll(halves).forEach(verified::addAll);
        hits.stream().skip(looked).map(hit -> new VerifiedHit(hit, null)).forEach(verified::add);
        return verified;
    }

    private List<VerifiedHit> looked(List<Hit> hits, QueryFeatures query, ImageDigest digest, Region region) {
        return hits.stream().map(hit -> looked(hit, query, digest, region)).toList();
    }

    private VerifiedHit looked(Hit hit, QueryFeatures query, ImageDigest digest, Region region) {
        boolean sameBytes = region.equals(Region.WHOLE) && hit.record().digest().equals(digest);
        return new VerifiedHit(
                hit,
                features(hit.record().digest())
                        .map(each -> verifier.verify(query, each, hit.score(), sameBytes)
                                .ofRegion(region))
                        .orElse(null));
    }

    /** One damaged preview must not keep all others from being found. */
    private Optional<LocalFeatures> features(ImageDigest digest) {
        try {
            return stored.of(digest);
        } catch (Failure.UnsupportedImage _) {
            return Optional.empty();
        }
    }

    private static Failure unknown(long id) {
        return new Failure.NotFound("there is no picture with id " + id);
    }
}
