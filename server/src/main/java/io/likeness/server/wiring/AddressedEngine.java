package io.likeness.server.wiring;

import io.likeness.migration.LibraryAddress;
import io.likeness.server.engine.ByteBudget;
import io.likeness.server.engine.Engine;
import io.likeness.server.settings.LikenessProperties;
import io.likeness.server.settings.SettingsLoader;
import io.likeness.server.wiring.AddressedLibrary.Surroundings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An engine over a library that a command opens by its address, without a server. */
public final class AddressedEngine implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int MOST_AT_ONCE = 64;

    private final Engine engine;
    private final LikenessProperties settings;

    private AddressedEngine(Engine engine, LikenessProperties settings) {
        this.engine = engine;
        this.settings = settings;
    }

    /**
     * Opens the library, or makes it where it is missing.
     *
     * @param roots folders of which pictures may be read
     * @throws io.likeness.failure.Failure.Conflict if a server has it
     * @throws io.likeness.failure.Failure.Unavailable if Milvus or the disk does not answer
     */
    public static AddressedEngine open(LibraryAddress address, Surroundings around, List<Path> roots) {
        Map<String, Object> given = new HashMap<>();
        for (int i = 0; i < roots.size(); i++) {
            given.put("likeness.roots[" + i + "]", roots.get(i).toString());
        }
        LikenessProperties settings = switch (address) {
            case LibraryAddress.Folder(Path folder) -> {
                given.put("likeness.data", folder.toString());
                around.model().ifPresent(model -> given.put("likeness.model", model.toString()));
                yield SettingsLoader.loadEmbedded(given);
            }
            case LibraryAddress.Milvus milvus -> around.settings(milvus, given);
        };
        ByteBudget budget = new ByteBudget(Runtime.getRuntime().maxMemory() / 2, PATIENCE);
        return new AddressedEngine(LocalEngine.opener(settings).open(budget), settings);
    }

    /** The engine; closed with this. */
    public Engine engine() {
        return engine;
    }

    /** How many pictures are worth reading at once, within the memory there is. */
    public int parallel() {
        long held = Runtime.getRuntime().maxMemory() / 2 / settings.maxBytes();
        return Math.clamp(held, 1, MOST_AT_ONCE);
    }

    @Override
    public void close() {
        engine.close();
    }
}
