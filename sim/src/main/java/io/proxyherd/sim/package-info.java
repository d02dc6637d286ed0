/** A whole herd of cores in one thread, on virtual time, from one seed. */
@NullMarked
package io.proxyherd.sim;

import org.jspecify.annotations.NullMarked;
