/** A load generator: sends commands at a fixed rate or as fast as they are answered, and checks. */
@NullMarked
package io.proxyherd.load;

import org.jspecify.annotations.NullMarked;
