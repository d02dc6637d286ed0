/**
 * Bugs that are planted into copies of the sources, one at a time, to see that the simulator finds
 * them.
 */
@NullMarked
package io.proxyherd.sim.planted;

import org.jspecify.annotations.NullMarked;
