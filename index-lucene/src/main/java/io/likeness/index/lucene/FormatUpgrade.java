package io.likeness.index.lucene;

import io.likeness.index.ImageRecord;
import io.likeness.storage.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.KnnVectorValues.DocIndexIterator;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the Lucene index of an older format anew, beside the old one, which gives way at the end: at any moment of a crash one of them is whole, and
 * the next start goes on. Format 1 had no tags, no order of its documents and no time to order them by. For use by one thread, while nothing else is
 * open.
 */
final class FormatUpgrade {
    private static final Logger LOG = LoggerFactory.getLogger(FormatUpgrade.class);
    private static final double BUFFER_MEBI = 128;

    private final Path current;
    private final Path fresh;
    private final Path old;
    private final int dimension;
    private final LuceneSettings settings;

    /**
     * @param lucene the folder of the Lucene index
     */
    FormatUpgrade(Path lucene, int dimension, LuceneSettings settings) {
        this.current = lucene;
        this.fresh = lucene.resolveSibling(lucene.getFileName() + ".upgrading");
        this.old = lucene.resolveSibling(lucene.getFileName() + ".old");
        this.dimension = dimension;
        this.settings = settings;
    }

    /**
     * Upgrades the index if there is one of an older format, and tidies up after an upgrade that was cut off.
     *
     * @throws io.likeness.failure.Failure.Conflict if it is of a newer format or of another dimension
     */
    void run() throws IOException {
        if (!Files.exists(current) && Files.exists(old)) {
            // The old one had given way already, so the fresh one is whole.
            rename(fresh, current);
        }
        DurableFiles.deleteTree(fresh);
        if (Files.exists(current) && isOlder()) {
            LOG.info("Upgrading the index in {} to format {}", current, Format.VERSION);
            rewrite();
            rename(current, old);
            rename(fresh, current);
        }
        tidyUp();
    }

    /** The old one goes only once the fresh one opens. */
    private void tidyUp() throws IOException {
        if (Files.exists(old)) {
            try (Directory directory = settings.directories().open(current);
                    DirectoryReader _ = DirectoryReader.open(directory)) {
                DurableFiles.deleteTree(old);
            }
        }
    }

    private boolean isOlder() throws IOException {
        try (Directory directory = settings.directories().open(current)) {
            // The commit alone: this is looked at on every start, and the segments are opened soon enough.
            return DirectoryReader.indexExists(directory)
                    && CommitState.format(
                                    SegmentInfos.readLatestCommit(directory).getUserData(), current)
                            < Format.VERSION;
        }
    }

    private void rewrite() throws IOException {
        DurableFiles.createDirectories(fresh);
        IndexWriterConfig config = new IndexWriterConfig()
                .setCodec(new VectorCodec(settings.graph()))
                .setIndexSort(Fields.ORDER)
                .setRAMBufferSizeMB(BUFFER_MEBI)
                .setCommitOnClose(false);
        try (Directory source = settings.directories().open(current);
                DirectoryReader reader = DirectoryReader.open(source);
                Directory target = new ForcedDirectory(settings.directories().open(fresh), fresh);
                IndexWriter writer = new IndexWriter(target, config)) {
            CommitState state = CommitState.of(reader.getIndexCommit().getUserData(), current, dimension);
            for (LeafReaderContext leaf : reader.leaves()) {
                copy(leaf.reader(), Fields.VECTOR, writer);
                copy(leaf.reader(), Fields.TWIN, writer);
            }
            writer.setLiveCommitData(state.toUserData().entrySet());
            writer.commit();
        }
    }

    private static void copy(LeafReader leaf, String field, IndexWriter writer) throws IOException {
        FloatVectorValues vectors = leaf.getFloatVectorValues(field);
        if (vectors == null) {
            return;
        }
        @Nullable Bits live = leaf.getLiveDocs();
        BinaryDocValues records = Objects.requireNonNull(leaf.getBinaryDocValues(Fields.RECORD), Fields.RECORD);
        DocIndexIterator documents = vectors.iterator();
        for (int i = documents.nextDoc(); i != DocIdSetIterator.NO_MORE_DOCS; i = documents.nextDoc()) {
            if (live == null || live.get(i)) {
                if (!records.advanceExact(i)) {
                    throw new IOException("document " + i + " of " + leaf + " has no record");
                }
                ImageRecord record = RecordCodec.fromBytes(records.binaryValue());
                float[] vector = vectors.vectorValue(documents.index());
                Document document = Fields.document(record, vector.clone(), field.equals(Fields.TWIN));
                writer.addDocument(document);
            }
        }
    }

    private static void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        DurableFiles.forceDirectory(Objects.requireNonNull(from.toAbsolutePath().getParent()));
    }
}
