/** Reading requests within limits and answering them: what every HTTP interface of this server shares. */
@NullMarked
package io.likeness.server.http;

import org.jspecify.annotations.NullMarked;
