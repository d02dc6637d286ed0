/** Whole servers and herds: how the parts are put together, started, logged and stopped. */
@NullMarked
package io.proxyherd.ops;

import org.jspecify.annotations.NullMarked;
