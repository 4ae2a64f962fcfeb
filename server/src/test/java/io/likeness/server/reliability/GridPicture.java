package io.likeness.server.reliability;

import io.likeness.image.EncodedImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * A picture of 64 × 64 px in squares of 8 px, whose vector by a grid model of 4 × 4 cells can be told exactly: scaling it to the 32 px that the model
 * wants, or cutting a quarter of it out at a border of squares, mixes no colours.
 *
 * @param number its squares follow from it
 * @param format png or bmp: other bytes, the same vector
 */
record GridPicture(int number, String format) {
    static final int SIDE = 64;
    private static final int SQUARES = 8;
    private static final int CELLS = 4;

    private int[] squares() {
        Random random = new Random(number);
        return random.ints((long) SQUARES * SQUARES, 0, 1 << 24).toArray();
    }

    byte[] bytes() {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        int[] squares = squares();
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                image.setRGB(x, y, squares[y / 8 * SQUARES + x / 8]);
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    String digest() {
        return EncodedImage.of(bytes()).digest().sha256();
    }

    String md5() {
        return EncodedImage.of(bytes()).md5();
    }

    String type() {
        return "image/" + format;
    }

    /** The vector of the whole, of length 1. */
    double[] vector() {
        return vector(0, 0, 2);
    }

    /** The vector of the quarter whose upper left corner is at square ({@code column}, {@code row}), 0 to 4. */
    double[] quarter(int column, int row) {
        return vector(column, row, 1);
    }

    private double[] vector(int column, int row, int squaresOfCell) {
        int[] squares = squares();
        double[] vector = new double[3 * CELLS * CELLS];
        double length = 0;
        for (int i = 0; i < vector.length; i++) {
            int shift = 16 - 8 * (i / (CELLS * CELLS));
            int y = row + i / CELLS % CELLS * squaresOfCell;
            int x = column + i % CELLS * squaresOfCell;
            double sum = 0;
            for (int dy = 0; dy < squaresOfCell; dy++) {
                for (int dx = 0; dx < squaresOfCell; dx++) {
                    sum += squares[(y + dy) * SQUARES + x + dx] >> shift & 0xff;
                }
            }
            vector[i] = (sum / (squaresOfCell * squaresOfCell) - 127) / 128;
            length += vector[i] * vector[i];
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= Math.sqrt(length);
        }
        return vector;
    }

    static double cosine(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
