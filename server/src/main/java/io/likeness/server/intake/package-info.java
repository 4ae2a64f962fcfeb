/** The import of a folder at start. */
@NullMarked
package io.likeness.server.intake;

import org.jspecify.annotations.NullMarked;
