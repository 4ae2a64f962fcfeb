/** Archives and lists of addresses as sources of imports. */
@NullMarked
package io.likeness.imports.source;

import org.jspecify.annotations.NullMarked;
