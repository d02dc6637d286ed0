/** JMH benchmarks of the hot paths. */
@NullMarked
package io.proxyherd.bench;

import org.jspecify.annotations.NullMarked;
