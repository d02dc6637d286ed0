/** The world that tests give to the core: virtual time, pipes with bad weather, scripted places. */
@NullMarked
package io.proxyherd.testing;

import org.jspecify.annotations.NullMarked;
