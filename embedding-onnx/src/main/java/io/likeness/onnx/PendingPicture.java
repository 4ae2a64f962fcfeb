package io.likeness.onnx;

import io.likeness.embedding.Embedding;
import java.util.concurrent.CompletableFuture;

/**
 * A picture that waits for the network.
 *
 * @param row its input values
 * @param answer completed once the network has run
 */
record PendingPicture(InputRow row, CompletableFuture<Embedding> answer) {}
