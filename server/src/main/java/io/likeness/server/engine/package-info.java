/** What the HTTP interfaces and the import work with: the parts of the way of a picture, opened and closed together. */
@NullMarked
package io.likeness.server.engine;

import org.jspecify.annotations.NullMarked;
