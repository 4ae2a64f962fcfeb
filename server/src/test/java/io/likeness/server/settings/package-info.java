@NullMarked
package io.likeness.server.settings;

import org.jspecify.annotations.NullMarked;
