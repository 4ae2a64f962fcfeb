package io.likeness.bench.vectors;

/** The best of many scored numbers. Used by one thread at a time. */
final class Nearest {
    private final int[] numbers;
    private final float[] scores;
    private int size;

    Nearest(int limit) {
        this.numbers = new int[limit];
        this.scores = new float[limit];
    }

    void offer(int number, float score) {
        if (size == numbers.length && score <= scores[size - 1]) {
            return;
        }
        int at = size < numbers.length ? size++ : size - 1;
        while (at > 0 && scores[at - 1] < score) {
            scores[at] = scores[at - 1];
            numbers[at] = numbers[at - 1];
            at--;
        }
        scores[at] = score;
        numbers[at] = number;
    }

    /** Best first. */
    int[] numbers() {
        return numbers.clone();
    }
}
