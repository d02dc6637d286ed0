package io.proxyherd.link;

/**
 * A link that shall be and is not.
 *
 * @param sinceWallNanos nanoseconds since 1970 by this server's clock
 * @param reason what was heard of it last, for people
 */
public record Outage(long sinceWallNanos, String reason) {}
