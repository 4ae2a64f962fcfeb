/** Tests of the check of a library. */
@org.jspecify.annotations.NullMarked
package io.likeness.verify;
