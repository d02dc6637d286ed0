/**
 * The journal as bytes, and what must happen to a disk for them to be there again after a crash.
 */
@NullMarked
package io.proxyherd.journal;

import org.jspecify.annotations.NullMarked;
