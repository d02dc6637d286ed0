package io.proxyherd.config;

import java.nio.file.Path;

/**
 * Where and how much a server logs.
 *
 * @param dir the directory of the log files, one {@code <server>.log} per server
 * @param level what is written
 * @param format how it looks
 * @param maxFileBytes a file that has reached this size is put aside and a new one begun
 * @param keepFiles how many files put aside are kept, per server
 */
public record LogSettings(
    Path dir, LogLevel level, LogFormat format, long maxFileBytes, int keepFiles) {}
