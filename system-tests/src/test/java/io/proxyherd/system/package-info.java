/** Real servers, sockets and processes under test, and the rules of the source tree. */
@NullMarked
package io.proxyherd.system;

import org.jspecify.annotations.NullMarked;
