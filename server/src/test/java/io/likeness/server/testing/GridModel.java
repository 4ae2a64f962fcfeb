package io.likeness.server.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Exports a small network as a bundle: the mean colours of a grid of {@code cells} × {@code cells}, 3 × cells² numbers. Field numbers are those of
 * {@code onnx.proto}.
 */
public final class GridModel {
    private static final int CELL = 8;
    private static final int FLOAT = 1;
    private static final int INTS = 7;

    private GridModel() {}

    /** Writes the bundle {@code grid-<cells>} into {@code folder}; {@code more} is added to its {@code model.json}, such as {@code "match": {…},}. */
    public static Path write(Path folder, int cells, String more) {
        byte[] network = network(cells);
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve("model.onnx"), network);
            Files.writeString(folder.resolve("model.json"), """
                    {"name": "grid-%1$d", "version": "1", "licence": "CC0-1.0", "source": "exported by a test", %5$s
                     "sha256": "%2$s",
                     "input": {"name": "pixels", "layout": "NCHW", "type": "float32", "channels": "RGB", "width": %3$d,
                               "height": %3$d, "resize": "stretch", "shrink": "area", "enlarge": "linear",
                               "mean": [127, 127, 127], "std": [128, 128, 128]},
                     "output": {"name": "embedding", "dimension": %4$d, "normalised": false}}
                    """.formatted(
                            cells, sha256(network), cells * CELL, 3 * cells * cells, more));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] network(int cells) {
        int side = cells * CELL;
        Message graph = new Message();
        graph.message(
                1,
                node("AveragePool", "pixels", "pooled")
                        .message(5, sizes("kernel_shape"))
                        .message(5, sizes("strides")));
        graph.message(1, node("Flatten", "pooled", "embedding"));
        graph.text(2, "grid");
        graph.message(11, tensor("pixels", 3, side, side));
        graph.message(12, tensor("embedding", 3L * cells * cells));
        return new Message()
                .number(1, 8)
                .message(7, graph)
                .message(8, new Message().text(1, "").number(2, 17))
                .bytes();
    }

    private static Message node(String operator, String input, String output) {
        return new Message().text(1, input).text(2, output).text(4, operator);
    }

    private static Message sizes(String name) {
        return new Message().text(1, name).number(8, CELL).number(8, CELL).number(20, INTS);
    }

    /** A tensor whose first dimension is free. */
    private static Message tensor(String name, long... sizes) {
        Message shape = new Message().message(1, new Message().text(2, "n"));
        for (long size : sizes) {
            shape.message(1, new Message().number(1, size));
        }
        Message type = new Message().number(1, FLOAT).message(2, shape);
        return new Message().text(1, name).message(2, new Message().message(1, type));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Writes the two kinds of protobuf fields that are needed: varint and length-delimited. */
    private static final class Message {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Message number(int field, long value) {
            varint((long) field << 3);
            varint(value);
            return this;
        }

        Message text(int field, String value) {
            return raw(field, value.getBytes(StandardCharsets.UTF_8));
        }

        Message message(int field, Message value) {
            return raw(field, value.bytes());
        }

        byte[] bytes() {
            return bytes.toByteArray();
        }

        private Message raw(int field, byte[] value) {
            varint(((long) field << 3) | 2);
            varint(value.length);
            bytes.writeBytes(value);
            return this;
        }

        private void varint(long value) {
            ByteBuffer buffer = ByteBuffer.allocate(10);
            long left = value;
            while ((left & ~0x7FL) != 0) {
                buffer.put((byte) ((left & 0x7F) | 0x80));
                left >>>= 7;
            }
            buffer.put((byte) left);
            bytes.write(buffer.array(), 0, buffer.position());
        }
    }
}
