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
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try {
            write(record, new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static ImageRecord fromBytes(BytesRef bytes) throws IOException {
        return read(new DataInputStream(new ByteArrayInputStream(bytes.bytes, bytes.offset, bytes.length)));
    }

    static byte[] digestBytes(ImageDigest digest) {
        return HexFormat.of().parseHex(digest.sha256());
    }

    /**
     * The bytes by which a text is looked up: {@link DataOutput}'s modified UTF-8. It turns each char into bytes of its own, so that one text begins
     * with another exactly where its bytes do, also between the halves of a surrogate pair; and none of its bytes is 0.
     */
    static byte[] termBytes(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() + 16);
        // Not writeUTF, which takes no more than 65,535 bytes: a caller may look up anything.
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 1 && c <= 0x7F) {
                bytes.write(c);
            } else if (c <= 0x7FF) {
                bytes.write(0xC0 | (c >> 6));
                bytes.write(0x80 | (c & 0x3F));
            } else {
                bytes.write(0xE0 | (c >> 12));
                bytes.write(0x80 | ((c >> 6) & 0x3F));
                bytes.write(0x80 | (c & 0x3F));
            }
        }
        return bytes.toByteArray();
    }
}
