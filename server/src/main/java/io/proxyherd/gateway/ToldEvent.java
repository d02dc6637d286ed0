package io.proxyherd.gateway;

/**
 * An event as a reader is told it.
 *
 * @param name such as {@code position}
 * @param json its data, one line with its end; not to be changed
 * @param cursor what the reader has been told then
 */
@SuppressWarnings("ArrayRecordComponent") // sent, never compared
record ToldEvent(String name, byte[] json, String cursor) {}
