/** Netty around the core: sockets, event loops, and the peers to dial. */
@NullMarked
package io.proxyherd.transport;

import org.jspecify.annotations.NullMarked;
