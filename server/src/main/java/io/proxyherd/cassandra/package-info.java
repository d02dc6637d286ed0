/** Reports in an Apache Cassandra cluster behind the servers, and the schema they are kept in. */
@org.jspecify.annotations.NullMarked
package io.proxyherd.cassandra;
