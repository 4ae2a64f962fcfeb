/** Tests of the four sources, against real servers on 127.0.0.1 and real files. */
@NullMarked
package io.likeness.fetch;

import org.jspecify.annotations.NullMarked;
