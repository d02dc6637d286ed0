/** The command line. */
@NullMarked
package io.proxyherd.cli;

import org.jspecify.annotations.NullMarked;
