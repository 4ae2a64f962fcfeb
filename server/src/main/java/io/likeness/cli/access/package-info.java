/** Libraries as the commands see them: behind a server, or in a folder that this process opens itself. */
@NullMarked
package io.likeness.cli.access;

import org.jspecify.annotations.NullMarked;
