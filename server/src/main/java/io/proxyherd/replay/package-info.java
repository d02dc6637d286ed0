/** Recorded tracks sent to a herd, counted, and checked on every server afterwards. */
@NullMarked
package io.proxyherd.replay;

import org.jspecify.annotations.NullMarked;
