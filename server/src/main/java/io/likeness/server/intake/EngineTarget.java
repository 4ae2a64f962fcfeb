package io.likeness.server.intake;

import io.likeness.image.EncodedImage;
import io.likeness.image.ImageSource;
import io.likeness.imports.ImportTarget;
import io.likeness.index.Attributes;
import io.likeness.index.PutResult;
import io.likeness.library.StageTimes;
import io.likeness.server.engine.Engine;

/** Puts imported pictures into the collections of an engine. Safe for use by many threads. */
public final class EngineTarget implements ImportTarget {
    private final Engine engine;
    private final StageTimes times;

    public EngineTarget(Engine engine, StageTimes times) {
        this.engine = engine;
        this.times = times;
    }

    @Override
    public PutResult add(String collection, EncodedImage image, String key, Attributes attributes) {
        return engine.collection(collection).add(new ImageSource.Upload(image), key, attributes, times);
    }

    @Override
    public void moved(String collection, long id, String imgPath) {
        engine.collection(collection)
                .library()
                .index()
                .update(id, old -> old.overlaidBy(Attributes.ofImgPath(imgPath)));
    }
}
