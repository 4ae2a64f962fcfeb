package io.likeness.adoption;

/**
 * What became of the earlier system's pictures.
 *
 * @param pictures in all
 * @param adopted stored by this run, with their ids
 * @param known stored by an earlier run
 * @param twins not stored, because the same picture under the same key has another id already
 * @param failed not stored for another reason
 */
public record AdoptionReport(long pictures, long adopted, long known, long twins, long failed) {}
