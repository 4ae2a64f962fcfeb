/** Gets the bytes of pictures: uploads, web addresses, paths and base64, each behind its guard. */
@NullMarked
package io.likeness.fetch;

import org.jspecify.annotations.NullMarked;
