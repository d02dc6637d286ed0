/** Recorded tracks read row by row and sent to a herd. */
@NullMarked
package io.proxyherd.replay;

import org.jspecify.annotations.NullMarked;
