/** What is told to readers as it changes, and from where on if they come again. */
@NullMarked
package io.proxyherd.stream;

import org.jspecify.annotations.NullMarked;
