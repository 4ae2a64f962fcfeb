package io.likeness.index;

import io.likeness.embedding.Embedding;

/** A record with its embedding, as it goes from one index to another. */
public record StoredImage(ImageRecord record, Embedding embedding) {}
