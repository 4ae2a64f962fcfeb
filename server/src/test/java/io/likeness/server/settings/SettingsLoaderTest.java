package io.likeness.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.failure.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class SettingsLoaderTest {
    @Test
    void load_nothingSet_answersTheDefaults() {
        LikenessProperties settings = load(Map.of(), Map.of());

        assertThat(settings.listenAddress()).isEqualTo("127.0.0.1");
        assertThat(settings.port()).isEqualTo(7000);
        assertThat(settings.data()).isEqualTo(Path.of("data"));
        assertThat(settings.roots()).isEmpty();
        assertThat(settings.maxBytes()).isEqualTo(33_554_432);
        assertThat(settings.fetch().totalTimeout()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void load_theEarlierSystemsVariables_areHonoured() {
        LikenessProperties settings = load(
                Map.of("API_PORT", "7001", "TOKEN", " t ", "IMAGE_INC_PATH", "/inc", "IMAGE_POOL_PATH", "/pool"),
                Map.of());

        assertThat(settings.port()).isEqualTo(7001);
        assertThat(settings.token()).isEqualTo("t");
        assertThat(settings.listenAddress()).isEqualTo("0.0.0.0");
        assertThat(settings.imports())
                .isEqualTo(new LikenessProperties.Import("/inc", "/pool", 4294967296L, 200000, 68719476736L));
    }

    @Test
    void load_variablesOfThisSystem_goBeforeTheEarlierOnes() {
        LikenessProperties settings =
                load(Map.of("API_PORT", "7001", "LIKENESS_PORT", "7002", "LIKENESS_ROOTS", "/a, /b"), Map.of());

        assertThat(settings.port()).isEqualTo(7002);
        assertThat(settings.roots()).containsExactly(Path.of("/a"), Path.of("/b"));
    }

    @Test
    void load_commandLine_goesBeforeEverything() {
        assertThat(load(Map.of("LIKENESS_PORT", "7002"), Map.of("likeness.port", "7003"))
                        .port())
                .isEqualTo(7003);
    }

    @Test
    void load_emptyVariables_countAsUnset() {
        LikenessProperties settings = load(
                Map.of("LIKENESS_DATA", "", "API_PORT", "", "LIKENESS_MAX_BYTES", " ", "TOKEN", "", "MILVUS_HOST", ""),
                Map.of());

        assertThat(settings.data()).isEqualTo(Path.of("data"));
        assertThat(settings.port()).isEqualTo(7000);
        assertThat(settings.maxBytes()).isEqualTo(33_554_432);
    }

    @Test
    void load_milvusVariables_nameTheStore() {
        MilvusProperties milvus = load(
                        Map.of(
                                "MILVUS_HOST", " milvus ",
                                "MILVUS_PORT", "19531",
                                "MILVUS_USER", "u",
                                "MILVUS_PASSWORD", " p ",
                                "MILVUS_HOST_TOKEN", "t",
                                "MILVUS_COLLECTION", "c"),
                        Map.of())
                .milvus();

        assertThat(milvus.isUsed()).isTrue();
        assertThat(milvus.host()).isEqualTo("milvus");
        assertThat(milvus.port()).isEqualTo(19531);
        assertThat(milvus.user()).isEqualTo("u");
        assertThat(milvus.token()).isEqualTo("t");
        assertThat(milvus.collection()).isEqualTo("c");
        assertThat(milvus.toString()).isEqualTo("Milvus[milvus:19531, c]");
        assertThat(load(Map.of(), Map.of()).milvus().isUsed()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "likeness.port|70000|likeness.port is 70000, allowed are 0 to 65535",
                "likeness.port|seven|likeness.port is \"seven\", which is not a whole number",
                "likeness.max-bytes|0|likeness.max-bytes is 0, allowed are 1 to 1073741824",
                "likeness.max-pixels|0|likeness.max-pixels is 0, allowed are 1 to 715827882",
                "likeness.pixel-budget|5|likeness.pixel-budget is 5, allowed are 100000000 to 1099511627776",
                "likeness.compute.threads|-1|likeness.compute.threads is -1, allowed are 0 to 1024",
                "likeness.fetch.total-timeout|soon|likeness.fetch.total-timeout is \"soon\", which is not a time such as 5s or 200ms",
                "likeness.fetch.total-timeout|0s|likeness.fetch.total-timeout is 0 ms, it must be more than 0",
                "likeness.compat.honest-status|perhaps|likeness.compat.honest-status is \"perhaps\", which is not true or false",
                "likeness.import.inc-path|/inc|likeness.import.inc-path (IMAGE_INC_PATH) is \"/inc\" but likeness.import.pool-path",
                "likeness.host|no.such.host.invalid|likeness.host is \"no.such.host.invalid\", which is no address"
            })
    void load_wrongValue_isToldInPlainWords(String property, String value, String message) {
        assertThatThrownBy(() -> load(Map.of(), Map.of(property, value)))
                .isInstanceOf(Failure.BadInput.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void load_remoteHostWithoutToken_namesBothWaysOut() {
        assertThatThrownBy(() -> load(Map.of("LIKENESS_HOST", "0.0.0.0"), Map.of()))
                .hasMessageContainingAll(
                        "0.0.0.0", "likeness.token (TOKEN)", "likeness.allow-remote-without-token=true");
        assertThat(load(Map.of("LIKENESS_HOST", "0.0.0.0", "TOKEN", "t"), Map.of())
                        .listenAddress())
                .isEqualTo("0.0.0.0");
        assertThat(load(Map.of("LIKENESS_ALLOW_REMOTE_WITHOUT_TOKEN", "true"), Map.of())
                        .listenAddress())
                .isEqualTo("0.0.0.0");
        assertThat(load(Map.of("LIKENESS_HOST", "::1"), Map.of()).listenAddress())
                .isEqualTo("::1");
    }

    @Test
    void load_importIntoItself_isRefused() {
        assertThatThrownBy(() -> load(Map.of("IMAGE_INC_PATH", "/a/../p", "IMAGE_POOL_PATH", "/p"), Map.of()))
                .hasMessageContaining("must be different folders");
    }

    static LikenessProperties load(Map<String, String> variables, Map<String, Object> commandLine) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, new HashMap<>(variables)));
        return SettingsLoader.load(environment, commandLine);
    }
}
