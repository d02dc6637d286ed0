/** A demonstration: clients that move through cities and report to a herd like anybody's. */
@NullMarked
package io.proxyherd.demo;

import org.jspecify.annotations.NullMarked;
