/** What a place is, where places come from, and the Google-shaped answer. */
@NullMarked
package io.proxyherd.places;

import org.jspecify.annotations.NullMarked;
