/** Tests of archives. */
@org.jspecify.annotations.NullMarked
package io.likeness.archive;
