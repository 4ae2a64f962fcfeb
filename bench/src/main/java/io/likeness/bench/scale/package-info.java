/** What a library of a given size needs: measured once, planned by a model. */
@NullMarked
package io.likeness.bench.scale;

import org.jspecify.annotations.NullMarked;
