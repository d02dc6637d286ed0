package io.proxyherd.config;

/**
 * Where reports are kept.
 *
 * @param cassandra how Cassandra is reached, should it be needed
 */
public record StoreSettings(StoreKind kind, CassandraConfig cassandra) {}
