package io.likeness.server.settings;

import io.likeness.failure.Failure;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.core.convert.ConverterNotFoundException;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Reads the properties from where they may be set: command line, system properties, environment, configuration files. */
public final class SettingsLoader {
    private static final Set<String> SHARED_STORE = Set.of("MILVUS_HOST", "LIKENESS_MILVUS_HOST", "LIKENESS_PREVIEWS");

    private SettingsLoader() {}

    /** Reads the properties as {@link #load(ConfigurableEnvironment, Map)} does, from system properties and environment. */
    public static LikenessProperties load(Map<String, Object> commandLine) {
        return load(new StandardEnvironment(), commandLine);
    }

    /**
     * Reads the properties as {@link #load(Map)} does, but for those that name a Milvus and a bucket in the environment: for commands on a folder that was
     * named.
     */
    public static LikenessProperties loadEmbedded(Map<String, Object> commandLine) {
        StandardEnvironment environment = new StandardEnvironment();
        Map<String, Object> variables = new HashMap<>(environment.getSystemEnvironment());
        variables.keySet().removeAll(SHARED_STORE);
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        return load(environment, commandLine);
    }

    /**
     * Adds the command line and the earlier system's variables to {@code environment} and reads {@code likeness.*} from it.
     *
     * @param commandLine properties that go before all others
     * @throws Failure.BadInput if a value cannot be read or is not allowed
     */
    public static LikenessProperties load(ConfigurableEnvironment environment, Map<String, Object> commandLine) {
        MutablePropertySources sources = environment.getPropertySources();
        sources.addFirst(new MapPropertySource("commandLine", commandLine));
        PropertySource<?> variables = sources.get(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
        if (variables != null && variables.getSource() instanceof Map<?, ?> map) {
            sources.addAfter(
                    variables.getName(), new MapPropertySource("seedVariables", SeedVariables.read(named(map))));
        }
        try {
            return binder(environment).bindOrCreate("likeness", LikenessProperties.class);
        } catch (BindException e) {
            throw inPlainWords(e);
        }
    }

    private static Binder binder(ConfigurableEnvironment environment) {
        ApplicationConversionService conversion = new ApplicationConversionService();
        // Spring's own converter would look into the class path first.
        conversion.addConverter(String.class, Path.class, text -> Path.of(text.strip()));
        List<ConfigurationPropertySource> sources = new ArrayList<>();
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            sources.add(source.filter(name -> isGiven(source, name)));
        }
        return new Binder(sources, new PropertySourcesPlaceholdersResolver(environment), conversion);
    }

    /** Whether a value stands there: compose files set variables to nothing to leave them out. */
    private static boolean isGiven(ConfigurationPropertySource source, ConfigurationPropertyName name) {
        ConfigurationProperty property = source.getConfigurationProperty(name);
        return property == null || !property.getValue().toString().isBlank();
    }

    private static Map<String, ?> named(Map<?, ?> map) {
        Map<String, Object> named = new HashMap<>();
        map.forEach((name, value) -> named.put(String.valueOf(name), value));
        return named;
    }

    private static RuntimeException inPlainWords(BindException failed) {
        for (@Nullable Throwable cause = failed; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case Failure said -> {
                    return said;
                }
                case ConversionFailedException conversion -> {
                    return new Failure.BadInput(
                            failed.getName() + " is \"" + conversion.getValue() + "\", which is not "
                                    + kind(conversion.getTargetType().getType()));
                }
                case ConverterNotFoundException _, InvalidPathException _ -> {
                    return new Failure.BadInput(failed.getName() + " cannot be read: " + cause.getMessage());
                }
                default -> {}
            }
        }
        return failed;
    }

    private static String kind(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "int", "Integer", "long", "Long" -> "a whole number";
            case "boolean", "Boolean" -> "true or false";
            case "Duration" -> "a time such as 5s or 200ms";
            case "Path" -> "a path";
            default -> "a " + type.getSimpleName();
        };
    }
}
