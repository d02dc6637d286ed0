/** The line protocol: what a client may say, how it is parsed, and how replies are printed. */
@NullMarked
package io.proxyherd.command;

import org.jspecify.annotations.NullMarked;
