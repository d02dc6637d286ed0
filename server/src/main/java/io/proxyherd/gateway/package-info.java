/** What a server tells over HTTP: JSON for programs, and whether it lives and is ready. */
@NullMarked
package io.proxyherd.gateway;

import org.jspecify.annotations.NullMarked;
