/** Who is near: an index of the clients by where they are, kept like a peer by what it is owed. */
@NullMarked
package io.proxyherd.near;

import org.jspecify.annotations.NullMarked;
