package io.proxyherd.places.remote;

import io.proxyherd.geo.EarthDistance;
import io.proxyherd.places.remote.StubServer.Request;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One remote API as it is known to behave: as strict with requests, and with places of its own. */
abstract class ApiStub {
  /** An answer with its HTTP status. */
  record Answer(int status, String json) {}

  /**
   * A place there.
   *
   * @param type in Google's words
   * @param osmTag the same in OpenStreetMap's
   */
  record Spot(
      int number, String name, double latitude, double longitude, String type, String osmTag) {
    double metresFrom(double otherLatitude, double otherLongitude) {
      return EarthDistance.metres(latitude, longitude, otherLatitude, otherLongitude);
    }
  }

  /** What requests did that the API only tolerates. */
  final List<String> complaints = Collections.synchronizedList(new ArrayList<>());

  private volatile List<Spot> spots = List.of();

  final void place(List<Spot> all) {
    spots = List.copyOf(all);
  }

  final List<Spot> spots() {
    return spots;
  }

  /** What the API answers to that. */
  abstract Answer answer(Request request);

  /** A correct answer with these places in it, whatever was asked. */
  abstract String answerWith(List<Spot> found);

  static boolean isNumber(String text, double least, double most) {
    if (!text.matches("-?[0-9]{1,6}(\\.[0-9]{1,20})?")) {
      return false;
    }
    double number = Double.parseDouble(text);
    return number >= least && number <= most;
  }

  static String quoted(String text) {
    return Json.MAPPER.writeValueAsString(text);
  }
}
