/** Positions on the globe and the ISO 6709 text that clients send them in. */
@NullMarked
package io.proxyherd.geo;

import org.jspecify.annotations.NullMarked;
