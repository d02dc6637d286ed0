/** One server of the herd as a state machine: events in, effects out through the shell. */
@NullMarked
package io.proxyherd.node;

import org.jspecify.annotations.NullMarked;
