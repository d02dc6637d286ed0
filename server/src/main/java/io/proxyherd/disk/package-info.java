/** The journal on a real disk: files, the lock of their directory, and the thread that writes. */
@NullMarked
package io.proxyherd.disk;

import org.jspecify.annotations.NullMarked;
