package io.proxyherd.near;

import io.proxyherd.store.Report;
import java.util.OptionalDouble;

/**
 * A client that was asked for.
 *
 * @param report its newest
 * @param metres how far from the point that was asked for, if one was, on the great circle; both
 *     positions rounded: the client's to 10⁻⁷ degrees
 */
public record FoundClient(Report report, OptionalDouble metres) {}
