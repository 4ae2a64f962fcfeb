package io.likeness.reembed;

import io.likeness.embedding.ModelFingerprint;
import java.util.List;
import java.util.Optional;

/**
 * How far a library is on its way to another model.
 *
 * @param model the one that answers
 * @param beside the other, which is to answer or did before; empty where there is none
 * @param pictures in all collections
 * @param finished of these, how many have a vector of the other model too
 * @param fromOriginals vectors made of the files that were added, since the server started
 * @param fromPreviews vectors made of previews, since the server started
 * @param failures the first pictures of which no vector can be made
 * @param failed how many these are
 */
public record ReembedStatus(
        State state,
        ModelFingerprint model,
        Optional<ModelFingerprint> beside,
        long pictures,
        long finished,
        long fromOriginals,
        long fromPreviews,
        List<Failed> failures,
        long failed) {
    public ReembedStatus {
        failures = List.copyOf(failures);
    }

    /** Where it stands. */
    public enum State {
        /** The library has one model. */
        NONE,
        /** Vectors of the other model are being made. */
        RUNNING,
        /** All are made but those of pictures that fail. */
        STUCK,
        /** The other model was the first; its vectors are kept until confirmed. */
        SWITCHED
    }

    /**
     * A picture of which no vector can be made.
     *
     * @param reason for people
     */
    public record Failed(String collection, long id, String key, String reason) {}
}
