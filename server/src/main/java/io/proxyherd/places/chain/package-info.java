/** Several providers of places in an order, as one provider that answers in time. */
@NullMarked
package io.proxyherd.places.chain;

import org.jspecify.annotations.NullMarked;
