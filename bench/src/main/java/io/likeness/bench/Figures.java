package io.likeness.bench;

/**
 * What one measurement gave.
 *
 * @param rate pictures a second
 * @param processorMillis time of processors that this process took for a picture, ms
 */
record Figures(double rate, double processorMillis) {}
