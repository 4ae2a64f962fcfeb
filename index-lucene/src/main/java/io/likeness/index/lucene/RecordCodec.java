package io.likeness.index.lucene;

import io.likeness.image.ImageDigest;
import io.likeness.image.ImageHeader;
import io.likeness.image.ImageType;
import io.likeness.index.Attributes;
import io.likeness.index.ImageRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.lucene.util.BytesRef;

/** Turns records into bytes and back. The layout is part of {@link Format#VERSION}. */
final class RecordCodec {
    static final int DIGEST_BYTES = 32;

    private RecordCodec() {}

    static void write(ImageRecord record, DataOutput out) throws IOException {
        out.writeLong(record.id());
        out.writeLong(record.added().toEpochMilli());
        out.write(digestBytes(record.digest()));
        out.writeUTF(record.header().type().name());
        out.writeInt(record.header().width());
        out.writeInt(record.header().height());
        out.writeUTF(record.key());
        writeAttributes(record.attributes(), out);
    }

    static ImageRecord read(DataInput in) throws IOException {
        long id = in.readLong();
        Instant added = Instant.ofEpochMilli(in.readLong());
        byte[] digest = new byte[DIGEST_BYTES];
        in.readFully(digest);
        ImageHeader header = new ImageHeader(ImageType.valueOf(in.readUTF()), in.readInt(), in.readInt());
        String key = in.readUTF();
        return new ImageRecord(
                id, key, new ImageDigest(HexFormat.of().formatHex(digest)), header, readAttributes(in), added);
    }

    static void writeAttributes(Attributes attributes, DataOutput out) throws IOException {
        out.writeUTF(attributes.imgPath());
        out.writeByte(attributes.tags().size());
        for (Map.Entry<String, String> tag : attributes.tags().entrySet()) {
            out.writeUTF(tag.getKey());
            out.writeUTF(tag.getValue());
        }
    }

    static Attributes readAttributes(DataInput in) throws IOException {
        String imgPath = in.readUTF();
        int count = in.readUnsignedByte();
        Map<String, String> tags = LinkedHashMap.newLinkedHashMap(count);
        for (int i = 0; i < count; i++) {
            tags.put(in.readUTF(), in.readUTF());
        }
        return new Attributes(imgPath, tags);
    }

    static byte[] toBytes(ImageRecord record) {
        return bytes(out -> write(record, out));
    }

    static ImageRecord fromBytes(BytesRef bytes) throws IOException {
        return read(new DataInputStream(new ByteArrayInputStream(bytes.bytes, bytes.offset, bytes.length)));
    }

    static byte[] digestBytes(ImageDigest digest) {
        return HexFormat.of().parseHex(digest.sha256());
    }

    /** The bytes under which a key is looked up. */
    static byte[] keyBytes(String key) {
        // The JDK's modified UTF-8, as in the records: unlike UTF-8 it keeps keys apart that are no valid Unicode.
        byte[] withLength = bytes(out -> out.writeUTF(key));
        return Arrays.copyOfRange(withLength, Short.BYTES, withLength.length);
    }

    static byte[] bytes(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try {
            writing.to(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Writes to memory. */
    @FunctionalInterface
    interface Writing {
        void to(DataOutputStream out) throws IOException;
    }
}
