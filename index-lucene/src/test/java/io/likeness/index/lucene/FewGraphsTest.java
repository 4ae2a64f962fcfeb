package io.likeness.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.junit.jupiter.api.Test;

class FewGraphsTest {
    private static final int UNLINKED = 10;

    @Test
    void segmentsWithoutGraph_areMergedOnceTogetherTheyGetOne() throws IOException {
        assertThat(segmentsAfter(6)).containsExactly(6);
        assertThat(segmentsAfter(6, 4)).containsExactly(6, 4);
        assertThat(segmentsAfter(6, 5)).containsExactly(11);
        assertThat(segmentsAfter(4, 3, 3, 1)).containsExactly(11);
    }

    @Test
    void segmentsWithoutGraph_joinAGraphThatIsNotManyTimesAsLarge() throws IOException {
        assertThat(segmentsAfter(6, 5, 6)).containsExactly(11, 6);
        assertThat(segmentsAfter(6, 5, 6, 5)).containsExactly(22);
        assertThat(segmentsAfter(80, 8, 6, 5)).containsExactly(99);
    }

    @Test
    void largeGraph_isWrittenAnewOnlyForAShareOfItsRecords() throws IOException {
        assertThat(segmentsAfter(80, 9, 6, 5)).containsExactly(89, 11);
        // 11 and 11 are more than an eighth of 89.
        assertThat(segmentsAfter(80, 9, 6, 5, 6, 5)).containsExactly(111);
        assertThat(segmentsAfter(180, 9, 6, 5, 6, 5)).containsExactly(189, 22);
    }

    @Test
    void largeTable_withoutGraphAlone_waitsForAnother() throws IOException {
        assertThat(segmentsAfter(30)).containsExactly(30);
        assertThat(segmentsAfter(30, 1)).containsExactly(31);
    }

    @Test
    void segments_ofFewRecordsInAll_areLeft() throws IOException {
        assertThat(segmentsOfMoreThan(20, 6, 5, 9)).containsExactly(6, 5, 9);
        assertThat(segmentsOfMoreThan(20, 6, 5, 9, 1)).containsExactly(21);
    }

    /** The sizes of segments, in the order of their records, after tables of these sizes have moved to Lucene. */
    private static List<Integer> segmentsAfter(int... tables) throws IOException {
        return segmentsOfMoreThan(0, tables);
    }

    /** The same where so many records in all need no graph. */
    private static List<Integer> segmentsOfMoreThan(int exactUpTo, int... tables) throws IOException {
        IndexWriterConfig config = new IndexWriterConfig()
                .setMergeScheduler(new SerialMergeScheduler())
                .setMergePolicy(new FewGraphs(NoMergePolicy.INSTANCE, UNLINKED, exactUpTo));
        try (ByteBuffersDirectory directory = new ByteBuffersDirectory();
                IndexWriter writer = new IndexWriter(directory, config)) {
            for (int table : tables) {
                for (int i : IntStream.range(0, table).toArray()) {
                    assertThat(writer.addDocument(new Document()))
                            .as("document " + i)
                            .isPositive();
                }
                writer.commit();
            }
            writer.commit();
            try (DirectoryReader reader = DirectoryReader.open(directory)) {
                return reader.leaves().stream()
                        .map(leaf -> leaf.reader().maxDoc())
                        .toList();
            }
        }
    }
}
