package io.proxyherd.disk;

import io.proxyherd.time.LatencyHistogram;

/**
 * What a journal's disk has done since the start, and the room that is left.
 *
 * @param writtenBytes to all files
 * @param syncs how long they took, of files and of the directory
 * @param failures of any kind
 * @param freeBytes that this process could write; 0 if nobody knows
 * @param sizeBytes of the file system; 0 if nobody knows
 */
public record DiskFigures(
    long writtenBytes,
    LatencyHistogram.Reading syncs,
    long failures,
    long freeBytes,
    long sizeBytes) {}
