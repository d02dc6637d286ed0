/** Text from outside, made fit to be shown: it does nothing to a terminal, a log or a line. */
@NullMarked
package io.proxyherd.text;

import org.jspecify.annotations.NullMarked;
