/** A server over parts without natives, and clients that send what they are told to. */
@NullMarked
package io.likeness.server.testing;

import org.jspecify.annotations.NullMarked;
