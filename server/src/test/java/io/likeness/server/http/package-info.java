@NullMarked
package io.likeness.server.http;

import org.jspecify.annotations.NullMarked;
