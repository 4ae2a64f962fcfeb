@NullMarked
package io.likeness.onnx;

import org.jspecify.annotations.NullMarked;
