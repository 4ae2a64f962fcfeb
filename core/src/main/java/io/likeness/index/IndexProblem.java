package io.likeness.index;

/**
 * Something that a check found wrong.
 *
 * @param where the file, segment or record, as an operator would look for it
 * @param what what is wrong with it
 * @param remedy what to do about it
 */
public record IndexProblem(String where, String what, String remedy) {}
