package io.likeness.copies;

import io.likeness.copies.LocalFeatures.Keypoints;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.opencv_core.KeyPointVector;

/** Chooses among the features found in a picture those that are kept. */
final class KeypointChoice {
    // OpenCV's KeyPoint: x, y, size, angle, response and two integers, which are moved as they are.
    private static final int FIELDS = 7;
    private static final int SIZE = 2;
    private static final int ANGLE = 3;
    private static final int RESPONSE = 4;
    /** Kept for features of at least so many px: so many of each hundred. Those outlive blur and shrinking, and their contrast is often low. */
    private static final int[][] RESERVED = {{6, 15}, {3, 30}};

    /** Rows and columns of the cells over which features are spread; a cell gets up to so many times its share. */
    private static final int CELLS = 8;

    private static final int CROWD = 2;

    private KeypointChoice() {}

    /** The {@code most} strongest, spread over the picture, of which shares are kept for large ones. */
    static KeyPointVector of(KeyPointVector found, int most) {
        int count = Math.toIntExact(found.size());
        if (count <= most) {
            return found;
        }
        float[] fields = fields(found);
        int[] strongest = IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -fields[FIELDS * i + RESPONSE]))
                .mapToInt(i -> i)
                .toArray();
        boolean[] kept = new boolean[count];
        int room = most;
        for (int[] reserved : RESERVED) {
            room -= keep(strongest, fields, kept, 2f * reserved[0], most * reserved[1] / 100);
        }
        room -= keepSpread(strongest, fields, kept, room, Math.max(1, CROWD * most / CELLS / CELLS));
        keep(strongest, fields, kept, 0, room);
        float[] chosen = new float[FIELDS * most];
        int at = 0;
        for (int i : strongest) {
            if (kept[i]) {
                System.arraycopy(fields, FIELDS * i, chosen, at, FIELDS);
                at += FIELDS;
            }
        }
        KeyPointVector vector = new KeyPointVector(most);
        new FloatPointer(vector.get(0)).put(chosen);
        return vector;
    }

    private static int keep(int[] strongest, float[] fields, boolean[] kept, float diameter, int most) {
        int more = 0;
        for (int i : strongest) {
            if (more < most && !kept[i] && fields[FIELDS * i + SIZE] >= diameter) {
                kept[i] = true;
                more++;
            }
        }
        return more;
    }

    /** Letters and lines have the strongest features; without a limit for each cell they would take the room of all others. */
    private static int keepSpread(int[] strongest, float[] fields, boolean[] kept, int most, int crowd) {
        float right = 0;
        float bottom = 0;
        for (int i : strongest) {
            right = Math.max(right, fields[FIELDS * i]);
            bottom = Math.max(bottom, fields[FIELDS * i + 1]);
        }
        int[] inCell = new int[CELLS * CELLS];
        int more = 0;
        for (int i : strongest) {
            int column = Math.clamp((int) (fields[FIELDS * i] / right * CELLS), 0, CELLS - 1);
            int row = Math.clamp((int) (fields[FIELDS * i + 1] / bottom * CELLS), 0, CELLS - 1);
            if (more < most && !kept[i] && inCell[CELLS * row + column]++ < crowd) {
                kept[i] = true;
                more++;
            }
        }
        return more;
    }

    /** The features as arrays. */
    static Keypoints points(KeyPointVector vector) {
        float[] fields = fields(vector);
        int count = fields.length / FIELDS;
        Keypoints points = new Keypoints(new float[count], new float[count], new float[count], new float[count]);
        for (int i = 0; i < count; i++) {
            points.x()[i] = fields[FIELDS * i];
            points.y()[i] = fields[FIELDS * i + 1];
            points.size()[i] = fields[FIELDS * i + SIZE] / 2;
            points.angle()[i] = (float) Math.toRadians(fields[FIELDS * i + ANGLE]);
        }
        return points;
    }

    private static float[] fields(KeyPointVector vector) {
        float[] fields = new float[FIELDS * Math.toIntExact(vector.size())];
        if (fields.length > 0) {
            new FloatPointer(vector.get(0)).get(fields);
        }
        return fields;
    }
}
