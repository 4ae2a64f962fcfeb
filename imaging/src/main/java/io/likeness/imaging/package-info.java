/** Decodes pictures, makes previews and fills a network's input, with OpenCV. */
@NullMarked
package io.likeness.imaging;

import org.jspecify.annotations.NullMarked;
