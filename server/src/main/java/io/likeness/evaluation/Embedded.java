package io.likeness.evaluation;

import io.likeness.embedding.Embedding;

/** A picture and its embedding. */
record Embedded(LabelledPicture picture, Embedding embedding) {}
