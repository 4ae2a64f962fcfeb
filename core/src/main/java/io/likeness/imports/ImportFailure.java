package io.likeness.imports;

/**
 * A picture that was not stored.
 *
 * @param name the item
 * @param reason why, in plain words
 */
public record ImportFailure(String name, String reason) {}
