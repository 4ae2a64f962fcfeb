package io.likeness.index;

/**
 * What became of one entry.
 *
 * @param record the record as it is stored now
 * @param created false where key and bytes were stored before
 */
public record PutResult(ImageRecord record, boolean created) {}
