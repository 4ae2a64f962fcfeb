/** The web console in a real browser, with a real server behind it. */
@NullMarked
package io.likeness.server.browser;

import org.jspecify.annotations.NullMarked;
