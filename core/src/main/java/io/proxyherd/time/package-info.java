/** Time from outside: the clock a node is given, and the timers it keeps by it. */
@NullMarked
package io.proxyherd.time;

import org.jspecify.annotations.NullMarked;
