/** The configuration file: what may be set, what it may be, and the herd it describes. */
@NullMarked
package io.proxyherd.config;

import org.jspecify.annotations.NullMarked;
