package io.likeness.bench.vectors;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What processes print: on each line names, each followed by its number. */
final class Lines {
    private Lines() {}

    static List<Map<String, Double>> of(List<String> lines) {
        return lines.stream().map(Lines::numbers).toList();
    }

    private static Map<String, Double> numbers(String line) {
        String[] words = line.split(" ", -1);
        Map<String, Double> numbers = new LinkedHashMap<>();
        for (int i = 0; i + 1 < words.length; i += 2) {
            numbers.put(words[i], Double.parseDouble(words[i + 1]));
        }
        return numbers;
    }
}
