/** What an operator can set, where it is read from, and what is said when it is wrong. */
@NullMarked
package io.likeness.server.settings;

import org.jspecify.annotations.NullMarked;
