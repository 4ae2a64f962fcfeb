package io.likeness.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {
    @ParameterizedTest
    @ValueSource(
            longs = {1, 7, 9_007_199_254_740_993L, 999_999_999_999_999_999L, 1_000_000_000_000_000_000L, Long.MAX_VALUE
            })
    void parse_anyId_isRead(long id) {
        assertThat(Ids.parse(Long.toString(id))).hasValue(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "-1",
                "+1",
                "1.0",
                " 1",
                "1e3",
                "٣",
                "9223372036854775808",
                "9999999999999999999",
                "00000000000000000001"
            })
    void parse_noId_isEmpty(String text) {
        assertThat(Ids.parse(text)).isEmpty();
    }
}
