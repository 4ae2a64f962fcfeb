@NullMarked
package io.likeness.index.milvus;

import org.jspecify.annotations.NullMarked;
