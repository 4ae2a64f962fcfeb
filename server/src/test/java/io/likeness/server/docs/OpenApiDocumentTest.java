package io.likeness.server.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.likeness.server.testing.TestServer;
import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.node.ObjectNode;

class OpenApiDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "api", "openapi.yaml");
    private static final String REWRITE = "./mvnw test -pl server -am -Dtest=OpenApiDocumentTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dtest.args=-Dlikeness.docs.rewrite=true";

    private static TestServer server;

    /** With a token, because the document says how to send one. */
    @BeforeAll
    static void start() {
        server = TestServer.start(Map.of("likeness.token", "s3cret"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void committedDocument_isWhatTheServerSays() throws IOException {
        String yaml = yaml();
        if (Boolean.getBoolean("likeness.docs.rewrite")) {
            Files.writeString(DOCUMENT, yaml);
        }

        assertThat(DOCUMENT)
                .as("docs/api/openapi.yaml; if the change is meant, write it anew: " + REWRITE)
                .content()
                .isEqualTo(yaml);
    }

    private static String yaml() {
        ObjectNode root = (ObjectNode) TestServer.tree(server.get("/openapi.json"));
        // The server's own version says more, but classes from a folder have none.
        ((ObjectNode) root.get("info")).put("version", "1");
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setWidth(150);
        options.setSplitLines(false);
        return "# Generated from the running server; " + "see CONTRIBUTING.md.\n"
                + new Yaml(options).dump(TestServer.JSON.convertValue(root, Map.class));
    }

    @Test
    void mappedPaths_underV1_areAllDescribedAndNoOthers() {
        Set<String> described = new TreeSet<>();
        new ApiDocument(TestServer.tree(server.get("/openapi.json")))
                .operations().stream()
                        .map(Object::toString)
                        .filter(each -> each.contains(" /v1"))
                        .forEach(described::add);

        assertThat(described).isEqualTo(mapped());
    }

    /** Methods and paths that the controllers of {@code /v1} say they serve. */
    private static Set<String> mapped() {
        Set<String> mapped = new TreeSet<>();
        for (JavaClass each : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.likeness.server")) {
            if (each.isAnnotatedWith(RestController.class)) {
                Class<?> controller = each.reflect();
                for (Method method : controller.getDeclaredMethods()) {
                    RequestMapping mapping = mapping(method);
                    if (mapping != null) {
                        add(mapping(controller), mapping, mapped);
                    }
                }
            }
        }
        mapped.removeIf(path -> !path.contains(" /v1"));
        assertThat(mapped).isNotEmpty();
        return mapped;
    }

    private static void add(@Nullable RequestMapping above, RequestMapping mapping, Set<String> mapped) {
        String[] bases = above == null ? new String[] {""} : above.path();
        for (String base : bases) {
            for (String path : mapping.path().length == 0 ? new String[] {""} : mapping.path()) {
                for (RequestMethod method : mapping.method()) {
                    mapped.add(method + " " + base + path);
                }
            }
        }
    }

    private static @Nullable RequestMapping mapping(AnnotatedElement element) {
        return AnnotatedElementUtils.findMergedAnnotation(element, RequestMapping.class);
    }

    @Test
    void openParts_needNoToken() {
        assertThat(server.get("/openapi.json").statusCode()).isEqualTo(200);
        assertThat(server.get("/docs").statusCode()).isEqualTo(200);
        assertThat(server.get("/docs/problems/bad-input").statusCode()).isEqualTo(200);
        assertThat(server.get("/actuator/prometheus").statusCode()).isEqualTo(401);
        assertThat(server.get("/actuator/prometheus", "token", "s3cret").statusCode())
                .isEqualTo(200);
        assertThat(Objects.requireNonNull(server.get("/v1/images")).statusCode())
                .isEqualTo(401);
    }
}
