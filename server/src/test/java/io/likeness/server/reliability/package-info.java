/** Long runs against a real server that show it to be right and steady; each has a short form among the tests. */
@org.jspecify.annotations.NullMarked
package io.likeness.server.reliability;
