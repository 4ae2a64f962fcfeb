package io.likeness.index;

import io.likeness.embedding.Embedding;

/** A picture to be stored with its embedding. */
public record IndexEntry(NewImage image, Embedding embedding) {}
