package io.likeness.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.failure.Failure;
import org.junit.jupiter.api.Test;

class NewImageTest {
    @Test
    void checkKey_anyTextUpToTheLimit_isTaken() {
        for (String key : new String[] {"k", " ", "'; \" \\ \n", "😀".repeat(128), "k".repeat(512)}) {
            assertThatCode(() -> NewImage.checkKey(key)).doesNotThrowAnyException();
            assertThat(NewImage.isKey(key)).isTrue();
        }
    }

    @Test
    void checkKey_emptyTooLongOrBroken_isRefused() {
        for (String key : new String[] {"", "k".repeat(513), "😀".repeat(128) + "k", "\ud83d", "a\ude00b"}) {
            assertThatThrownBy(() -> NewImage.checkKey(key)).isInstanceOf(Failure.BadInput.class);
            assertThat(NewImage.isKey(key)).isFalse();
        }
    }

    @Test
    void checkKey_tooLong_saysHowLongAndTheLimit() {
        assertThatThrownBy(() -> NewImage.checkKey("é".repeat(300))).hasMessageContainingAll("600", "512");
    }
}
