package io.proxyherd.places.index;

import io.proxyherd.places.Attribution;
import io.proxyherd.places.PlaceRows;
import java.util.List;

/**
 * A layer to be imported; the first five are those of {@link io.proxyherd.places.layers.Layer}.
 *
 * @param rows its places, read once
 */
public record NewLayer(
    String name,
    List<String> files,
    String source,
    String licence,
    Attribution attribution,
    PlaceRows rows) {}
