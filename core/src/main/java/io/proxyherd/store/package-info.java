/** Reports, their total order, and the map from client to newest report. */
@NullMarked
package io.proxyherd.store;

import org.jspecify.annotations.NullMarked;
