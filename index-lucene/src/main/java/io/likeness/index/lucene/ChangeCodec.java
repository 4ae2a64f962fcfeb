package io.likeness.index.lucene;

import io.likeness.embedding.Embedding;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Turns lists of changes into bytes and back. The layout is part of {@link Format#VERSION}. */
final class ChangeCodec {
    private static final int PUT = 1;
    private static final int EDIT = 2;
    private static final int DELETE = 3;
    private static final int RESTORE = 4;

    private ChangeCodec() {}

    static void write(List<Change> changes, DataOutputStream out) throws IOException {
        out.writeInt(changes.size());
        for (Change change : changes) {
            switch (change) {
                case Change.Put put -> {
                    out.writeByte(PUT);
                    RecordCodec.write(put.record(), out);
                    writeEmbedding(put.embedding(), out);
                }
                case Change.Edit edit -> {
                    out.writeByte(EDIT);
                    out.writeLong(edit.id());
                    RecordCodec.writeAttributes(edit.attributes(), out);
                }
                case Change.Delete delete -> {
                    out.writeByte(DELETE);
                    out.writeLong(delete.id());
                }
                case Change.Restore restore -> {
                    out.writeByte(RESTORE);
                    RecordCodec.write(restore.record(), out);
                    writeEmbedding(restore.embedding(), out);
                }
            }
        }
    }

    static List<Change> read(DataInputStream in, int dimension) throws IOException {
        int count = in.readInt();
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int kind = in.readUnsignedByte();
            changes.add(
                    switch (kind) {
                        case PUT -> new Change.Put(RecordCodec.read(in), readEmbedding(in, dimension));
                        case EDIT -> new Change.Edit(in.readLong(), RecordCodec.readAttributes(in));
                        case DELETE -> new Change.Delete(in.readLong());
                        case RESTORE -> new Change.Restore(RecordCodec.read(in), readEmbedding(in, dimension));
                        default -> throw new IOException("a change of unknown kind " + kind);
                    });
        }
        return changes;
    }

    private static void writeEmbedding(Embedding embedding, DataOutputStream out) throws IOException {
        byte[] bytes = new byte[embedding.dimension() * Float.BYTES];
        ByteBuffer.wrap(bytes).asFloatBuffer().put(embedding.toArray());
        out.write(bytes);
    }

    private static Embedding readEmbedding(DataInputStream in, int dimension) throws IOException {
        byte[] bytes = new byte[dimension * Float.BYTES];
        in.readFully(bytes);
        float[] values = new float[dimension];
        ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
        return Embedding.ofUnit(values);
    }
}
