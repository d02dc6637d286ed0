/** Reports from a herd, or from Cassandra, into a file, and from a file into either. */
@NullMarked
package io.proxyherd.moving;

import org.jspecify.annotations.NullMarked;
