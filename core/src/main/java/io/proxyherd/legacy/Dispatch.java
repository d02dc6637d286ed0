package io.proxyherd.legacy;

import io.proxyherd.store.Report;

/**
 * One report on its way to a legacy peer over a connection of its own.
 *
 * @param slot the client's, in the store
 * @param bytes all that is to be sent; not to be changed
 * @param attempt the number of the peer's outages before it
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record Dispatch(int slot, Report report, byte[] bytes, long attempt) {}
