package io.likeness.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/** Every property has a default, an environment variable that sets it, and a line in docs/configuration.md that tells both. */
class SettingsDocumentTest {
    private static final Pattern LINE =
            Pattern.compile("(?m)^\\| `(likeness\\.[a-z0-9.-]+)` \\| `([A-Z0-9_]+)` \\| ([^|]+) \\| ([^|]+) \\|$");
    private static final Map<String, String> SAMPLES = Map.of(
            "int",
            "77",
            "long",
            "150000000",
            "boolean",
            "true",
            "String",
            "x",
            "Path",
            "x",
            "List",
            "x,y",
            "Duration",
            "7s");

    /** A property as the code has it. */
    record Property(String name, String type, String defaultValue) {}

    /** A line of the document. */
    record Line(String variable, String defaultText) {}

    static Stream<Property> properties() {
        List<Property> properties = new ArrayList<>();
        collect("likeness", LikenessProperties.class, properties);
        return properties.stream();
    }

    private static void collect(String prefix, Class<?> type, List<Property> properties) {
        Parameter[] parameters = type.getDeclaredConstructors()[0].getParameters();
        RecordComponent[] components = type.getRecordComponents();
        for (int i = 0; i < components.length; i++) {
            RecordComponent component = components[i];
            Parameter parameter = parameters[i];
            Name name = parameter.getAnnotation(Name.class);
            String property = prefix + "." + (name == null ? kebab(component.getName()) : name.value());
            DefaultValue defaultValue = parameter.getAnnotation(DefaultValue.class);
            assertThat(defaultValue).as("default of " + property).isNotNull();
            if (component.getType().isRecord()) {
                collect(property, component.getType(), properties);
            } else {
                properties.add(new Property(
                        property, component.getType().getSimpleName(), String.join(",", defaultValue.value())));
            }
        }
    }

    private static String kebab(String camel) {
        return camel.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    @ParameterizedTest
    @MethodSource("properties")
    void document_everyProperty_hasItsDefault(Property property) throws IOException {
        Line line = line(property);
        if (property.defaultValue().isEmpty()) {
            assertThat(line.defaultText()).matches("(?s)empty.*|`127\\.0\\.0\\.1`.*");
        } else {
            assertThat(line.defaultText()).contains("`" + property.defaultValue() + "`");
        }
    }

    @ParameterizedTest
    @MethodSource("properties")
    void variable_everyPropertys_setsIt(Property property) throws IOException {
        Line line = line(property);
        Map<String, String> variables = new LinkedHashMap<>(Map.of("LIKENESS_ALLOW_REMOTE_WITHOUT_TOKEN", "true"));
        variables.put("IMAGE_POOL_PATH", "pool");
        // Refused without one that may write.
        variables.put("TOKEN", "all");
        variables.put(line.variable(), sample(property));

        assertThat(SettingsLoaderTest.load(variables, Map.of()).toString()).isNotEmpty();
        assertThat(valueOf(property, SettingsLoaderTest.load(variables, Map.of())))
                .isNotEqualTo(valueOf(property, SettingsLoaderTest.load(Map.of("IMAGE_POOL_PATH", "other"), Map.of())));
    }

    @Test
    void document_everyLine_isAProperty() throws IOException {
        assertThat(lines().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        properties().map(Property::name).toList());
    }

    private static String sample(Property property) {
        return switch (property.name()) {
            case "likeness.host" -> "::1";
            case "likeness.copies.prepare" -> "false";
            case "likeness.decode.isolation" -> "none";
            case "likeness.duplicates.threads",
                    "likeness.embed.max-batch",
                    "likeness.embed.threads",
                    "likeness.fetch.max-redirects" -> "9";
            case "likeness.log.format" -> "json";
            case "likeness.pixel-budget" -> "300000000";
            case "likeness.original-url" -> "https://pictures.example/{imgPath}";
            default -> String.valueOf(SAMPLES.get(property.type()));
        };
    }

    private static Object valueOf(Property property, LikenessProperties settings) {
        Object value = settings;
        for (String part : property.name().substring("likeness.".length()).split("\\.", -1)) {
            value = component(value, part);
        }
        return value;
    }

    private static Object component(Object of, String name) {
        for (RecordComponent component : of.getClass().getRecordComponents()) {
            if (kebab(component.getName()).equals(name.equals("import") ? "imports" : name)) {
                try {
                    return component.getAccessor().invoke(of);
                } catch (ReflectiveOperationException e) {
                    throw new LinkageError(name, e);
                }
            }
        }
        throw new AssertionError(name);
    }

    private static Line line(Property property) throws IOException {
        Line line = lines().get(property.name());
        return Objects.requireNonNull(line, "docs/configuration.md has no line for " + property.name());
    }

    private static Map<String, Line> lines() throws IOException {
        Path document = Path.of("../docs/configuration.md");
        Map<String, Line> lines = new LinkedHashMap<>();
        Matcher matcher = LINE.matcher(Files.readString(document));
        while (matcher.find()) {
            assertThat(lines.put(matcher.group(1), new Line(matcher.group(2), matcher.group(3))))
                    .isNull();
        }
        return lines;
    }
}
