package io.likeness.server.wiring;

import io.likeness.server.engine.EngineOpener;
import io.likeness.server.settings.LikenessProperties;

/** The engine on the embedded store. */
public final class LocalEngine {
    private LocalEngine() {}

    /** Opens the library in the data directory that {@code settings} name. */
    public static EngineOpener opener(LikenessProperties settings) {
        return budget -> {
            throw new UnsupportedOperationException(settings.toString());
        };
    }
}
