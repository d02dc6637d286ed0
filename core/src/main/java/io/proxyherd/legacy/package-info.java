/** Neighbours that others wrote: AT lines in their dialects, in and out. */
@NullMarked
package io.proxyherd.legacy;

import org.jspecify.annotations.NullMarked;
