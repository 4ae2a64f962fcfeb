/** What {@code /openapi.json} says about {@code /v1}: each path with its bodies, parameters, answers and an example of each. */
@NullMarked
package io.likeness.server.docs.v1;

import org.jspecify.annotations.NullMarked;
