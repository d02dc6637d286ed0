/** What {@code bench/compare} needs besides the product: a bare echo, and the places as text. */
@NullMarked
package io.proxyherd.bench.peers;

import org.jspecify.annotations.NullMarked;
