package io.likeness.storage;

import io.likeness.embedding.ModelFingerprint;
import java.nio.file.Path;
import java.util.Map;

/**
 * The vectors that one model made of a library. Its folders have their plain names in the first generation ({@code index}) and the number behind them
 * in the others ({@code index-2}).
 *
 * @param number from 1
 * @param model whose vectors they are
 * @param modelFiles SHA-256 of the files of the model's copy, by name; empty where they were not written down
 */
public record Generation(int number, ModelFingerprint model, Map<String, String> modelFiles) {
    /** The number of the first one. */
    static final int FIRST = 1;

    public Generation {
        if (number < FIRST) {
            throw new IllegalArgumentException("generation " + number);
        }
        modelFiles = Map.copyOf(modelFiles);
    }

    /** The folder of the model's copy in the data directory {@code data}. */
    public Path modelFolder(Path data) {
        return folder(data, GenerationFolders.MODEL);
    }

    /** The folder of the index of the collection that lives in {@code home}. */
    public Path indexFolder(Path home) {
        return folder(home, GenerationFolders.INDEX);
    }

    private Path folder(Path home, String name) {
        return home.resolve(number == FIRST ? name : name + "-" + number);
    }

    /**
     * A generation beside the one that answers.
     *
     * @param role what it is there for
     */
    public record Beside(Role role, Generation generation) {}

    /** What a second generation is there for. */
    public enum Role {
        /** Being made; answers once it is whole. */
        NEXT,
        /** Answered before, and is kept until somebody says that it is not needed any more. */
        PREVIOUS
    }
}
