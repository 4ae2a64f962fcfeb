@NullMarked
package io.likeness.server.security;

import org.jspecify.annotations.NullMarked;
