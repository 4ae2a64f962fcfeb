package io.likeness.index.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.likeness.embedding.Embedding;
import io.likeness.index.Hit;
import io.likeness.index.ImageRecord;
import io.likeness.index.IndexEntry;
import io.likeness.index.SearchQuery;
import io.likeness.index.VectorIndex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Order, scores and limits of searches. */
abstract class SearchContract extends DeletionContract {
    @Test
    void search_emptyIndex_findsNothing() {
        assertThat(search(index(), 10, 1, 0, 0)).isEmpty();
    }

    @Test
    void search_someRecords_areOrderedByCosine() {
        VectorIndex index = index();
        ImageRecord opposite = add(index, "opposite", -1, 0, 0);
        ImageRecord near = add(index, "near", 1, 1, 0);
        ImageRecord square = add(index, "square", 0, 1, 0);
        ImageRecord same = add(index, "same", 2, 0, 0);

        List<Hit> hits = search(index, 10, 1, 0, 0);

        assertThat(hits).extracting(Hit::record).containsExactly(same, near, square, opposite);
        assertThat(hits.get(0).score()).isEqualTo(1.0, within(1e-3));
        assertThat(hits.get(1).score()).isEqualTo(Math.sqrt(0.5), within(1e-3));
        assertThat(hits.get(2).score()).isEqualTo(0.0, within(1e-3));
        assertThat(hits.get(3).score()).isEqualTo(-1.0, within(1e-3));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 256, 1024, 1025, 4096})
    void search_anyDimension_scoresAreCosines(int dimension) {
        VectorIndex index = index(dimension);
        List<Embedding> embeddings = new ArrayList<>();
        List<Long> ids = new ArrayList<>();
        int count = rounds(40);
        for (int i = 0; i < count; i++) {
            Embedding embedding = Pictures.randomEmbedding(dimension, random);
            embeddings.add(embedding);
            ids.add(index.put(Pictures.entry("k" + i, i, embedding)).record().id());
        }
        VectorIndex again = reopened(index);
        Embedding query = Pictures.randomEmbedding(dimension, random);

        List<Hit> hits = again.search(new SearchQuery(query, 1000));

        assertThat(hits).hasSize(count).isSortedAccordingTo(Hit.BEST_FIRST);
        for (Hit hit : hits) {
            Embedding stored = embeddings.get(ids.indexOf(hit.record().id()));
            assertThat(hit.score()).isBetween(-1.0, 1.0).isEqualTo(query.cosine(stored), within(1e-3));
        }
        for (int i = 0; i < count; i++) {
            float[] stored = again.embedding(ids.get(i)).orElseThrow().toArray();
            assertThat(stored).containsExactly(embeddings.get(i).toArray(), within(1e-3f));
        }
    }

    @Test
    void search_storedEmbedding_findsItselfFirstWithScoreOne() {
        VectorIndex index = index(256);
        List<IndexEntry> entries = IntStream.range(0, rounds(500))
                .mapToObj(i -> Pictures.entry("k" + i, i, Pictures.randomEmbedding(256, random)))
                .toList();
        index.putAll(entries);

        for (IndexEntry entry : entries) {
            Hit best = index.search(new SearchQuery(entry.embedding(), 1)).getFirst();
            assertThat(best.record().digest()).isEqualTo(entry.image().digest());
            assertThat(best.score()).isEqualTo(1.0, within(1e-3));
        }
    }

    @Test
    void search_equalScores_areOrderedById() {
        VectorIndex index = index();
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            ids.add(add(index, "k" + i, 1, 2, 3).id());
        }
        ids.sort(Comparator.naturalOrder());
        // A change of attributes moves nothing.
        index.update(ids.get(3), old -> tagged("n", "1"));

        assertThat(hitIds(search(index, 10, 1, 2, 3))).isEqualTo(ids.subList(0, 10));
        assertThat(hitIds(search(index, 100, 1, 2, 3))).isEqualTo(ids);
        index.deleteIds(ids.subList(0, 5));
        assertThat(hitIds(search(index, 10, -1, 0, 1))).isEqualTo(ids.subList(5, 15));
        assertThat(hitIds(search(reopened(index), 10, -1, 0, 1))).isEqualTo(ids.subList(5, 15));
    }

    @Test
    void search_embeddingsNotQuiteOfUnitLength_scoresStayInRange() {
        VectorIndex index = index();
        Embedding longer = Embedding.ofUnit(1.0009f, 0, 0);
        index.put(Pictures.entry("long", 1, longer));
        index.put(Pictures.entry("opposite", 2, Embedding.ofUnit(-1.0009f, 0, 0)));

        List<Hit> hits = reopened(index).search(new SearchQuery(longer, 10));

        assertThat(hits).extracting(Hit::score).containsExactly(1.0, -1.0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 999, 1000})
    void search_limit_isKept(int limit) {
        VectorIndex index = index(16);
        addMany(index, 1500, "k");

        List<Hit> hits = index.search(new SearchQuery(Pictures.randomEmbedding(16, random), limit));

        assertThat(hits).hasSize(limit).isSortedAccordingTo(Hit.BEST_FIRST);
        assertThat(hitIds(hits)).doesNotHaveDuplicates();
    }

    @Test
    void search_limitAboveCount_findsAll() {
        VectorIndex index = index();
        List<ImageRecord> records = addMany(index, 20, "k");

        assertThat(search(index, 1000, 1, 0, 0)).extracting(Hit::record).containsExactlyInAnyOrderElementsOf(records);
    }

    @Test
    void search_otherDimension_isRefused() {
        VectorIndex index = index();
        add(index, "key");

        assertThatThrownBy(() -> search(index, 1, 1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> search(index, 1, 1, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void search_wholeNeighbourhoodDeleted_findsWhatIsLeft() {
        VectorIndex index = index();
        for (int i = 0; i < 400; i++) {
            add(index, "near", 1, i * 1e-4f, 0);
        }
        List<ImageRecord> far = List.of(add(index, "far", 0, 1, 0), add(index, "far", 0, 0, 1));

        index.deleteKeys(List.of("near"));

        assertThat(search(index, 10, 1, 0, 0)).extracting(Hit::record).containsExactlyInAnyOrderElementsOf(far);
    }

    @Test
    void embeddings_manyIds_areThoseOfTheStored() {
        VectorIndex index = index();
        ImageRecord x = add(index, "x", 1, 0, 0);
        ImageRecord y = add(index, "y", 0, 1, 0);
        long deleted = add(index, "deleted").id();
        index.deleteIds(List.of(deleted));

        assertThat(index.embeddings(List.of(y.id(), x.id(), x.id(), deleted, 0L, -1L)))
                .hasSize(2)
                .containsEntry(x.id(), index.embedding(x.id()).orElseThrow())
                .containsEntry(y.id(), index.embedding(y.id()).orElseThrow());
        assertThat(index.embeddings(List.of())).isEmpty();
    }
}
