/** Asks the servers of a herd over HTTP, and compares what they say. */
@NullMarked
package io.proxyherd.inquiry;

import org.jspecify.annotations.NullMarked;
