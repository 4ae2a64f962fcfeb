package io.likeness.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FilterTest {
    @Test
    void toString_valuesInAnyOrder_isTheSame() {
        List<String> values =
                new ArrayList<>(IntStream.range(0, 20).mapToObj(i -> "v" + i).toList());
        Filter sorted = new Filter.TagIn("t", new LinkedHashSet<>(values));
        Collections.reverse(values);
        Filter reversed = new Filter.TagIn("t", new LinkedHashSet<>(values));

        assertThat(sorted).isEqualTo(reversed).hasToString(reversed.toString());
        assertThat(sorted.toString()).contains("v0, v1, v10");
    }
}
