/**
 * Embeds pictures with ONNX Runtime: model bundles, the built-in one among them, and the embedder that runs them.
 */
@NullMarked
package io.likeness.onnx;

import org.jspecify.annotations.NullMarked;
