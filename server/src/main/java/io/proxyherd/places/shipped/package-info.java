/** The places that come with the product. */
@NullMarked
package io.proxyherd.places.shipped;

import org.jspecify.annotations.NullMarked;
