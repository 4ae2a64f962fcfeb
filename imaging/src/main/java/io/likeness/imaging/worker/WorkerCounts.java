package io.likeness.imaging.worker;

/**
 * The workers that there are, and what happened to others since the start.
 *
 * @param running workers that are ready
 * @param started workers that became ready
 * @param ended workers that ended by themselves or were killed by others
 * @param overdue workers that were killed because they took too long
 */
public record WorkerCounts(int running, long started, long ended, long overdue) {}
