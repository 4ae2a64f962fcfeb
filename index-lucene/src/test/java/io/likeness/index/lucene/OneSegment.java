package io.likeness.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.index.lucene.LuceneSettings.Graph;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.FSDirectory;

/** Merges an index that nobody has open into one segment: only merges make a graph, records that none has come to are scanned. */
final class OneSegment {
    private OneSegment() {}

    /** Looks at what was made. */
    @FunctionalInterface
    interface Look {
        void at(DirectoryReader reader) throws IOException;
    }

    static void merge(Path index, Graph graph, Look look) throws IOException {
        try (FSDirectory directory = FSDirectory.open(index.resolve("lucene"));
                IndexWriter writer = new IndexWriter(
                        directory,
                        new IndexWriterConfig().setCodec(new VectorCodec(graph)).setIndexSort(Fields.ORDER))) {
            try (DirectoryReader reader = DirectoryReader.open(directory)) {
                writer.setLiveCommitData(reader.getIndexCommit().getUserData().entrySet());
            }
            writer.forceMerge(1);
            writer.commit();
            try (DirectoryReader reader = DirectoryReader.open(directory)) {
                assertThat(reader.leaves()).hasSize(1);
                look.at(reader);
            }
        }
    }
}
