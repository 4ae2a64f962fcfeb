package io.likeness.onnx;

import io.likeness.onnx.ModelDescription.Layout;
import java.util.List;

/**
 * Writes a small ONNX network: the mean of each channel over all pixels, times a 3 × dimension matrix. Field numbers are those of {@code onnx.proto}.
 */
final class ColourNetwork {
    private static final int FLOAT = 1;
    private static final int DOUBLE = 11;

    private Layout layout = Layout.NCHW;
    private int width = 32;
    private int height = 32;
    private int dimension = 5;
    private long batch = -1;
    private String inputName = "image";
    private String outputName = "features";
    private String lastStep = "Identity";
    private int outputType = FLOAT;

    /** Free batch, NCHW, 32 × 32, dimension 5, input {@code image}, output {@code features}. */
    static ColourNetwork colours() {
        return new ColourNetwork();
    }

    ColourNetwork layout(Layout layout) {
        this.layout = layout;
        return this;
    }

    ColourNetwork size(int width, int height) {
        this.width = width;
        this.height = height;
        return this;
    }

    ColourNetwork dimension(int dimension) {
        this.dimension = dimension;
        return this;
    }

    ColourNetwork batch(long batch) {
        this.batch = batch;
        return this;
    }

    ColourNetwork names(String inputName, String outputName) {
        this.inputName = inputName;
        this.outputName = outputName;
        return this;
    }

    /** An operator of one input and one output that comes after the matrix. */
    ColourNetwork lastStep(String operator) {
        this.lastStep = operator;
        return this;
    }

    /** Answers float64 values. */
    ColourNetwork answeringDoubles() {
        this.outputType = DOUBLE;
        return this;
    }

    /** Column {@code column} of row {@code channel} of the matrix; no two columns are alike. */
    static float weight(int channel, int column) {
        return (float) Math.sin(1 + channel * 2.3 + column * 0.7);
    }

    byte[] toByteArray() {
        ProtobufWriter graph = new ProtobufWriter();
        switch (layout) {
            case NCHW -> {
                graph.message(1, node("GlobalAveragePool", inputName, "pooled"));
                graph.message(1, node("Flatten", "pooled", "means"));
            }
            case NHWC ->
                graph.message(
                        1,
                        node("ReduceMean", inputName, "means")
                                .message(5, integers("axes", 1, 2))
                                .message(5, integer("keepdims", 0)));
        }
        graph.message(1, matrixProduct());
        graph.message(1, node(lastStep, "product", "stepped"));
        graph.message(1, node("Cast", "stepped", outputName).message(5, integer("to", outputType)));
        graph.text(2, "colour");
        graph.message(5, weights());
        graph.message(11, tensor(inputName, FLOAT, inputShape()));
        graph.message(12, tensor(outputName, outputType, List.of(batch, -2L)));
        return new ProtobufWriter()
                .number(1, 8)
                .message(7, graph)
                .message(8, new ProtobufWriter().text(1, "").number(2, 17))
                .toByteArray();
    }

    private List<Long> inputShape() {
        long rows = height;
        long columns = width;
        return switch (layout) {
            case NCHW -> List.of(batch, 3L, rows, columns);
            case NHWC -> List.of(batch, rows, columns, 3L);
        };
    }

    private ProtobufWriter matrixProduct() {
        return new ProtobufWriter()
                .text(1, "means")
                .text(1, "weights")
                .text(2, "product")
                .text(4, "MatMul");
    }

    private ProtobufWriter weights() {
        ProtobufWriter tensor =
                new ProtobufWriter().number(1, 3).number(1, dimension).number(2, FLOAT);
        float[] values = new float[3 * dimension];
        for (int i = 0; i < values.length; i++) {
            values[i] = weight(i / dimension, i % dimension);
        }
        return tensor.text(8, "weights").floats(9, values);
    }

    private ProtobufWriter tensor(String name, int type, List<Long> shape) {
        ProtobufWriter dims = new ProtobufWriter();
        for (long size : shape) {
            ProtobufWriter dim = new ProtobufWriter();
            dims.message(1, size < 0 ? dim.text(2, "free" + -size) : dim.number(1, size));
        }
        ProtobufWriter tensor = new ProtobufWriter().number(1, type).message(2, dims);
        return new ProtobufWriter().text(1, name).message(2, new ProtobufWriter().message(1, tensor));
    }

    private static ProtobufWriter node(String operator, String input, String output) {
        return new ProtobufWriter().text(1, input).text(2, output).text(4, operator);
    }

    private static ProtobufWriter integer(String name, long value) {
        return new ProtobufWriter().text(1, name).number(3, value).number(20, 2);
    }

    private static ProtobufWriter integers(String name, long... values) {
        ProtobufWriter attribute = new ProtobufWriter().text(1, name);
        for (long value : values) {
            attribute.number(8, value);
        }
        return attribute.number(20, 7);
    }
}
