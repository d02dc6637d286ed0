/** A herd's reports in a database beside it, as long as it moves from the one to the other. */
@NullMarked
package io.proxyherd.mirror;

import org.jspecify.annotations.NullMarked;
