package io.proxyherd.places;

import java.util.List;

/**
 * A place that an answer can name, whichever provider found it.
 *
 * @param id stable and URL-safe
 * @param name as its source writes it
 * @param latitude degrees, -90..90
 * @param longitude degrees, -180..180
 * @param types what it is, in Google's words, the most telling first
 * @param vicinity where it is, for people; empty when its source does not say
 * @param attribution whom to name for it
 */
public record Place(
    String id,
    String name,
    double latitude,
    double longitude,
    List<String> types,
    String vicinity,
    Attribution attribution) {
  public Place {
    types = List.copyOf(types);
  }
}
