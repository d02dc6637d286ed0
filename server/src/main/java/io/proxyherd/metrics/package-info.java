/** What a server counts and measures, as Prometheus reads it. */
@NullMarked
package io.proxyherd.metrics;

import org.jspecify.annotations.NullMarked;
