/** How the clients of a demonstration move: pure, the same for the same seed. */
@NullMarked
package io.proxyherd.demo.route;

import org.jspecify.annotations.NullMarked;
