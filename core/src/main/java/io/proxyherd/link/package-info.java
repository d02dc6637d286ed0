/** The link protocol between our own servers: frames, their codec, and what is owed to a peer. */
@NullMarked
package io.proxyherd.link;

import org.jspecify.annotations.NullMarked;
