package io.likeness.previews.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.failure.Failure;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3SettingsTest {
    private static S3Settings settings(String location, String endpoint) {
        return S3Settings.of(location, endpoint, "r", "who", "secret", false, Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @CsvSource({
        "s3://pictures, pictures, ''",
        "s3://pictures/, pictures, ''",
        "s3://pictures/a, pictures, a/",
        "s3://pictures//a/b/, pictures, a/b/"
    })
    void of_location_isBucketAndPrefix(String location, String bucket, String prefix) {
        assertThat(settings(location, "").bucket()).isEqualTo(bucket);
        assertThat(settings(location, "").prefix()).isEqualTo(prefix);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "s3:/pictures", "s3://", "s3://a", "s3://UPPER/x", "http://pictures"})
    void of_otherLocation_isRefusedByName(String location) {
        assertThatThrownBy(() -> settings(location, ""))
                .isInstanceOf(Failure.BadInput.class)
                .hasMessageContainingAll("likeness.previews", location);
    }

    @Test
    void of_endpointThatIsNone_isRefusedByName() {
        assertThatThrownBy(() -> settings("s3://pictures", "minio:9000"))
                .isInstanceOf(Failure.BadInput.class)
                .hasMessageContainingAll("likeness.s3.endpoint", "minio:9000");
    }

    @Test
    void toString_hasNoSecret() {
        assertThat(settings("s3://pictures/a", "http://minio:9000").toString())
                .isEqualTo("s3://pictures/a/ at http://minio:9000");
    }
}
