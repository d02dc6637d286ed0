package io.proxyherd.node;

import io.proxyherd.store.Report;

/** What a client said: as a report, and the AT line that answers it, with a line end. */
@SuppressWarnings("ArrayRecordComponent") // sent, never compared
record Heard(Report report, byte[] reply) {}
