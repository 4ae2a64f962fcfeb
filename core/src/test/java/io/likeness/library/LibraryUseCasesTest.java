package io.likeness.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.likeness.failure.Failure;
import io.likeness.image.EncodedImage;
import io.likeness.image.Region;
import io.likeness.index.Attributes;
import io.likeness.index.ExactVectorIndex;
import io.likeness.index.Filter;
import io.likeness.index.Hit;
import io.likeness.index.ImageRecord;
import io.likeness.library.ComparePictures.Side;
import io.likeness.library.ReplaceImage.Replacement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LibraryUseCasesTest {
    private static final StageTimes UNTIMED = (stage, time) -> {};

    private final FakeReading reading = new FakeReading();
    private final ComputePool pool = new ComputePool(2, 100);
    private final PictureReader reader = new PictureReader(reading, reading, new Networks(reading), pool);
    private final ExactVectorIndex index = new ExactVectorIndex(FakeReading.DIMENSION, InstantSource.system());
    private final MemoryPreviewStore previews = new MemoryPreviewStore();
    private final ImageLibrary library = new ImageLibrary(index, previews);
    private final AddImage adding = new AddImage(reader, library);
    private final SearchImages searching = new SearchImages(reader, library);
    private final ReplaceImage replacing = new ReplaceImage(adding, new DeleteImages(library), library);

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void replace_keyOfTwo_leavesTheNewOneAlone() {
        add(1, "k");
        add(2, "k");
        add(3, "other");
        Replacement replacement = replacing.replace(picture(4), "k", Attributes.NONE, UNTIMED);
        assertThat(replacement.replaced()).isEqualTo(2);
        assertThat(index.findKey("k")).containsExactly(replacement.put().record());
        assertThat(index.count()).isEqualTo(2);
        assertThat(previews.digests())
                .containsExactlyInAnyOrder(picture(3).digest(), picture(4).digest());
    }

    @Test
    void replace_sentTwice_keepsRecordAndId() {
        Replacement first = replacing.replace(picture(4), "k", Attributes.NONE, UNTIMED);
        Replacement second = replacing.replace(picture(4), "k", Attributes.NONE, UNTIMED);
        assertThat(second.put().record()).isEqualTo(first.put().record());
        assertThat(second.put().created()).isFalse();
        assertThat(second.replaced()).isZero();
    }

    @Test
    void replace_unreadablePicture_leavesWhatWasThere() {
        add(1, "k");
        EncodedImage broken = EncodedImage.of(new byte[] {1, 2});
        assertThatThrownBy(() -> replacing.replace(broken, "k", Attributes.NONE, UNTIMED))
                .isInstanceOf(Failure.UnsupportedImage.class);
        assertThat(index.findKey("k")).hasSize(1);
    }

    @Test
    void deleteMatching_clockSetBack_deletesAllTheSame() {
        Instant[] now = {Instant.parse("2100-01-01T00:00:00Z")};
        ImageLibrary ahead = new ImageLibrary(new ExactVectorIndex(FakeReading.DIMENSION, () -> now[0]), previews);
        new AddImage(reader, ahead).add(picture(1), "k", Attributes.NONE, UNTIMED);
        now[0] = Instant.parse("2000-01-01T00:00:00Z");
        new AddImage(reader, ahead).add(picture(2), "k", Attributes.NONE, UNTIMED);

        assertThat(new DeleteImages(ahead).deleteMatching(new Filter.KeyPrefix("k")))
                .isEqualTo(2);
        assertThat(ahead.index().count()).isZero();
    }

    @Test
    void replace_manyAtOnce_leavesOne() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 1; i <= 50; i++) {
                int pixel = i;
                threads.execute(() -> replacing.replace(picture(pixel), "k", Attributes.NONE, UNTIMED));
            }
        }
        assertThat(index.findKey("k")).hasSize(1);
        assertThat(previews.digests()).hasSize(1);
    }

    @Test
    void search_offsetMinScoreAndFilter_areHeeded() {
        for (int pixel : new int[] {0, 10, 20, 30, 90}) {
            adding.add(
                    picture(pixel), "k" + pixel, new Attributes("", Map.of("even", "" + (pixel % 20 == 0))), UNTIMED);
        }
        assertThat(keys(new SearchRequest(2, 1, -1, Filter.ALL, Region.WHOLE))).containsExactly("k10", "k20");
        assertThat(keys(new SearchRequest(9, 0, 0.9, Filter.ALL, Region.WHOLE))).containsExactly("k0", "k10", "k20");
        Filter even = new Filter.TagIn("even", Set.of("true"));
        assertThat(keys(new SearchRequest(9, 0, -1, even, Region.WHOLE))).containsExactly("k0", "k20");
    }

    @Test
    void search_region_searchesForThePart() {
        add(5, "whole");
        add(6, "part");
        Region half = new Region(0, 0, 0.5, 1);
        SearchRequest request = new SearchRequest(1, 0, -1, Filter.ALL, half);
        assertThat(searching.search(picture(5), request, UNTIMED))
                .extracting(hit -> hit.record().key())
                .containsExactly("part");
        assertThat(reading.open).hasValue(0);
    }

    @Test
    void searchLike_storedAndUnknown_findsItselfOrSaysSo() {
        ImageRecord record = add(7, "k");
        List<Hit> hits = searching.searchLike(record.id(), SearchRequest.top(1), UNTIMED);
        assertThat(hits).extracting(Hit::record).containsExactly(record);
        assertThatThrownBy(() -> searching.searchLike(99, SearchRequest.top(1), UNTIMED))
                .isInstanceOf(Failure.NotFound.class)
                .hasMessageContaining("99");
    }

    @Test
    void searchRequest_outsideItsLimits_isRefusedByName() {
        assertThatThrownBy(() -> SearchRequest.top(1001)).hasMessageContaining("limit is 1001");
        assertThatThrownBy(() -> new SearchRequest(900, 101, -1, Filter.ALL, Region.WHOLE))
                .hasMessageContaining("offset is 101");
        assertThatThrownBy(() -> new SearchRequest(1, 0, Double.NaN, Filter.ALL, Region.WHOLE))
                .hasMessageContaining("min_score is NaN");
    }

    @Test
    void cosine_givenAndStored_isThatOfTheirEmbeddings() {
        ImageRecord record = add(0, "k");
        double cosine = new ComparePictures(reader, library)
                .cosine(new Side.Given(picture(60)), new Side.Stored(record.id()), UNTIMED);
        assertThat(cosine).isCloseTo(0.5, within(1e-6));
    }

    private List<String> keys(SearchRequest request) {
        return searching.search(picture(0), request, UNTIMED).stream()
                .map(hit -> hit.record().key())
                .toList();
    }

    private ImageRecord add(int pixel, String key) {
        return adding.add(picture(pixel), key, Attributes.NONE, UNTIMED).record();
    }

    private static EncodedImage picture(int pixel) {
        return EncodedImage.of(new byte[] {(byte) pixel});
    }
}
