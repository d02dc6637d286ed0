/** Places from elsewhere, over HTTP: Google's two APIs and Photon. */
@NullMarked
package io.proxyherd.places.remote;

import org.jspecify.annotations.NullMarked;
