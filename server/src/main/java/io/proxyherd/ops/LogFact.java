package io.proxyherd.ops;

/**
 * What an entry of a log tells, by name, for programs that read it.
 *
 * @param value a text, a number or a truth value
 */
record LogFact(String name, Object value) {}
