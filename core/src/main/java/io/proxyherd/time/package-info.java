/**
 * Time from outside: the clock a node is given, the timers it keeps by it, and how long it took.
 */
@NullMarked
package io.proxyherd.time;

import org.jspecify.annotations.NullMarked;
