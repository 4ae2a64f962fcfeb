package io.likeness.copies;

/** How well the brightness of two pictures agrees where one lies over the other. */
final class Brightness {
    private static final int SIDE = SmallPicture.SIDE;
    private static final int LEAST = 64;
    // Below this variance (of 0 to 255) a picture is a plain area, which agrees with any other.
    private static final double LEAST_VARIANCE = 9;

    private Brightness() {}

    /**
     * The correlation over the common area, -1 to 1; 0 where there is too little of it, or nothing in it.
     *
     * @param map of shares of {@code query} onto shares of {@code stored}
     */
    static double correlation(SmallPicture query, SmallPicture stored, Transform map) {
        Transform back = map.inverse();
        int n = 0;
        double sumA = 0;
        double sumB = 0;
        double sumAa = 0;
        double sumBb = 0;
        double sumAb = 0;
        for (int row = 0; row < SIDE; row++) {
            for (int column = 0; column < SIDE; column++) {
                double x = back.x((column + 0.5) / SIDE, (row + 0.5) / SIDE);
                double y = back.y((column + 0.5) / SIDE, (row + 0.5) / SIDE);
                if (x >= 0 && y >= 0 && x < 1 && y < 1) {
                    double a = query.luma(x * SIDE - 0.5, y * SIDE - 0.5);
                    double b = stored.luma(column, row);
                    n++;
                    sumA += a;
                    sumB += b;
                    sumAa += a * a;
                    sumBb += b * b;
                    sumAb += a * b;
                }
            }
        }
        return correlation(n, sumA, sumB, sumAa, sumBb, sumAb);
    }

    /** The same over the whole of both, {@code query} turned clockwise by so many quarters. */
    static double correlation(SmallPicture query, SmallPicture stored, int quarters) {
        int sumA = 0;
        int sumB = 0;
        int sumAa = 0;
        int sumBb = 0;
        int sumAb = 0;
        for (int row = 0; row < SIDE; row++) {
            for (int column = 0; column < SIDE; column++) {
                int a = switch (quarters) {
                    case 0 -> query.luma(column, row);
                    case 1 -> query.luma(row, SIDE - 1 - column);
                    case 2 -> query.luma(SIDE - 1 - column, SIDE - 1 - row);
                    default -> query.luma(SIDE - 1 - row, column);
                };
                int b = stored.luma(column, row);
                sumA += a;
                sumB += b;
                sumAa += a * a;
                sumBb += b * b;
                sumAb += a * b;
            }
        }
        return correlation(SIDE * SIDE, sumA, sumB, sumAa, sumBb, sumAb);
    }

    private static double correlation(int n, double sumA, double sumB, double sumAa, double sumBb, double sumAb) {
        double varianceA = sumAa / n - sumA * sumA / n / n;
        double varianceB = sumBb / n - sumB * sumB / n / n;
        if (n < LEAST || varianceA < LEAST_VARIANCE || varianceB < LEAST_VARIANCE) {
            return 0;
        }
        return (sumAb / n - sumA * sumB / n / n) / Math.sqrt(varianceA * varianceB);
    }
}
