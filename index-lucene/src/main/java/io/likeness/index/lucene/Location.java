package io.likeness.index.lucene;

/** A document of one {@link BaseSnapshot}. */
record Location(int leaf, int doc) implements Candidate.Place {}
