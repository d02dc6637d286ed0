package io.proxyherd.places.remote;

import io.proxyherd.node.NearbyAnswer.Status;
import io.proxyherd.node.NearbyQuery;
import io.proxyherd.places.OriginalAnswer;
import io.proxyherd.places.Outcome.Found;
import io.proxyherd.places.Outcome.Retry;
import io.proxyherd.places.Place;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ObjectNode;

/**
 * Google's Nearby Search (legacy). Its radius is a hint, so places beyond it are left out here; the
 * rest of an answer is passed on as it is.
 */
final class GoogleLegacyApi implements Api {
  private final RemoteSettings settings;
  private final Secret key;

  GoogleLegacyApi(RemoteSettings settings, Secret key) {
    this.settings = settings;
    this.key = key;
  }

  /** The key has to stand in the URL: the request must be neither printed nor kept. */
  @Override
  public HttpRequest.Builder request(NearbyQuery query) throws RemoteFailure {
    var url =
        new QueryText("/maps/api/place/nearbysearch/json")
            .add(
                "location",
                QueryText.plain(query.latitude()) + "," + QueryText.plain(query.longitude()))
            .add("radius", Long.toString((long) Math.ceil(Google.radiusMetres(query))));
    query.type().ifPresent(type -> url.add("type", type));
    return HttpRequest.newBuilder(settings.resolve(url.add("key", key.reveal()).text()));
  }

  /** A result, read and as it was written. */
  private record Result(Place place, String original) {}

  @Override
  public Found read(Reply reply, NearbyQuery query) throws RemoteFailure {
    if (reply.status() != 200) {
      throw HttpFailure.of(reply, settings.name());
    }
    ObjectNode answer = Json.read(reply.body());
    String status = answer.required("status").stringValue();
    if (!status.equals("OK") && !status.equals("ZERO_RESULTS")) {
      throw failure(status, Json.text(answer, "error_message"));
    }
    OriginalAnswer original = AnswerSlicer.slice(reply.body());
    List<Place> places =
        Json.objects(answer, "results").stream().map(GoogleLegacyApi::place).toList();
    List<Result> all =
        IntStream.range(0, places.size())
            .mapToObj(i -> new Result(places.get(i), original.results().get(i)))
            .toList();
    return found(original, all, Nearest.of(query, all, Result::place));
  }

  private static Found found(OriginalAnswer original, List<Result> all, List<Result> near) {
    if (near.isEmpty() && !all.isEmpty()) {
      return new Found(List.of()); // Its status says OK: that is not true any more.
    }
    return new Found(
        near.stream().map(Result::place).toList(),
        Optional.of(
            new OriginalAnswer(
                original.head(), near.stream().map(Result::original).toList(), original.tail())));
  }

  private static Place place(ObjectNode result) {
    ObjectNode location = result.required("geometry").required("location").asObject();
    return new Place(
        Json.text(result, "place_id"),
        Json.text(result, "name"),
        Json.degrees(location.required("lat"), 90),
        Json.degrees(location.required("lng"), 180),
        Json.texts(result, "types"),
        Json.text(result, "vicinity"),
        Google.ATTRIBUTION);
  }

  /** There is no reason but the text, so it is shown, though nothing is made to depend on it. */
  private RemoteFailure failure(String status, String text) {
    String all = status + (text.isEmpty() ? "" : ": " + text);
    // The key goes before the text is cut, or the cut might leave half of it.
    String said = " (" + Excerpt.of(key.hideIn(all)) + ")";
    return switch (status) {
      case "REQUEST_DENIED" ->
          lasting(
              Status.REQUEST_DENIED,
              "the key is refused" + said + "; check " + settings.name() + ".key-file");
      case "OVER_QUERY_LIMIT" ->
          new RemoteFailure(Status.OVER_QUERY_LIMIT, Retry.SOON, "the quota is used up" + said);
      case "OVER_DAILY_LIMIT" ->
          lasting(Status.OVER_QUERY_LIMIT, "the quota of the day is used up" + said);
      case "INVALID_REQUEST" -> lasting(Status.INVALID_REQUEST, "the request is refused" + said);
      case "UNKNOWN_ERROR" ->
          new RemoteFailure(Status.UNKNOWN_ERROR, Retry.SOON, "the server has trouble" + said);
      default -> lasting(Status.UNKNOWN_ERROR, "an answer that is none" + said);
    };
  }

  private static RemoteFailure lasting(Status status, String message) {
    return new RemoteFailure(status, Retry.NEVER, message);
  }
}
