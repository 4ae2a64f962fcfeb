/** The API's description and the page that shows it. */
@NullMarked
package io.likeness.server.docs;

import org.jspecify.annotations.NullMarked;
