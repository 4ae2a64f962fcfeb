package io.likeness.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.failure.Failure;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttributesTest {
    @Test
    void imgPath_longerThanLimit_isRefusedWithBothNumbers() {
        assertThat(Attributes.ofImgPath("é".repeat(512)).imgPath()).hasSize(512);
        assertThatThrownBy(() -> Attributes.ofImgPath("é".repeat(513)))
                .isInstanceOf(Failure.BadInput.class)
                .hasMessageContainingAll("1026", "1024");
    }

    @Test
    void tags_beyondALimit_areRefused() {
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i < 33; i++) {
            many.put("t" + i, "");
        }
        assertThatThrownBy(() -> new Attributes("", many)).isInstanceOf(Failure.BadInput.class);
        assertThatThrownBy(() -> new Attributes("", Map.of("", "x"))).isInstanceOf(Failure.BadInput.class);
        assertThatThrownBy(() -> new Attributes("", Map.of("n".repeat(65), "x")))
                .isInstanceOf(Failure.BadInput.class);
        assertThatThrownBy(() -> new Attributes("", Map.of("n", "v".repeat(257))))
                .isInstanceOf(Failure.BadInput.class);
        assertThat(new Attributes("", Map.of("n".repeat(64), "v".repeat(256))).tags())
                .hasSize(1);
    }

    @Test
    void text_withHalfASurrogatePair_isRefused() {
        assertThatThrownBy(() -> Attributes.ofImgPath("\ud83d")).isInstanceOf(Failure.BadInput.class);
        assertThatThrownBy(() -> new Attributes("", Map.of("\ude00", "v"))).isInstanceOf(Failure.BadInput.class);
        assertThatThrownBy(() -> new Attributes("", Map.of("n", "\ud83d"))).isInstanceOf(Failure.BadInput.class);
        assertThat(Attributes.ofImgPath("\ud83d\ude00").imgPath()).isEqualTo("😀");
    }

    @Test
    void tags_changedOutside_stayAndAreSorted() {
        Map<String, String> given = new HashMap<>(Map.of("b", "2", "a", "1"));
        Attributes attributes = new Attributes("", given);
        given.put("c", "3");
        assertThat(attributes.tags().keySet()).containsExactly("a", "b");
        assertThatThrownBy(() -> attributes.tags().put("c", "3")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void overlaidBy_emptyParts_stay() {
        Attributes old = new Attributes("old", Map.of("a", "1"));
        assertThat(old.overlaidBy(Attributes.NONE)).isEqualTo(old);
        assertThat(old.overlaidBy(Attributes.ofImgPath("new"))).isEqualTo(new Attributes("new", Map.of("a", "1")));
        assertThat(old.overlaidBy(new Attributes("", Map.of("b", "2"))))
                .isEqualTo(new Attributes("old", Map.of("b", "2")));
    }
}
