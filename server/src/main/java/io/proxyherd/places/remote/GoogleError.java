package io.proxyherd.places.remote;

import io.proxyherd.node.NearbyAnswer.Status;
import io.proxyherd.places.Outcome.Retry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/**
 * An error of Google's newer APIs. It is told by its code, its status and its reason; the text that
 * comes along changes without notice.
 *
 * @param status such as {@code PERMISSION_DENIED}; empty if there is none
 * @param reason such as {@code API_KEY_INVALID}; empty if there is none
 * @param perDay whether a day's quota is used up, rather than a minute's
 * @param retryAfter how long Google wants to be left alone, if it says so
 */
record GoogleError(String status, String reason, boolean perDay, Optional<Duration> retryAfter) {
  private static final Pattern WORD = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");
  private static final Pattern DELAY = Pattern.compile("([0-9]{1,6})(\\.[0-9]+)?s");
  private static final Set<String> WRONG_KEY =
      Set.of("API_KEY_INVALID", "API_KEY_EXPIRED", "API_KEY_NOT_FOUND");
  private static final Set<String> DAILY =
      Set.of("DAILY_LIMIT_EXCEEDED", "QUOTA_EXCEEDED", "MONTHLY_LIMIT_EXCEEDED");

  /** Of an answer whose HTTP status is not 200, for the provider of this name. */
  static RemoteFailure of(Reply reply, String provider) {
    try {
      ObjectNode error = Json.read(reply.body()).required("error").asObject();
      return read(error, reply).toFailure(reply, provider);
    } catch (JacksonException _) {
      return HttpFailure.of(reply, provider);
    }
  }

  private static GoogleError read(ObjectNode error, Reply reply) {
    List<ObjectNode> details = Json.objects(error, "details");
    Optional<Duration> delay =
        details.stream()
            .flatMap(detail -> delay(Json.text(detail, "retryDelay")).stream())
            .findFirst();
    return new GoogleError(
        word(Json.text(error, "status")),
        details.stream()
            .map(detail -> word(Json.text(detail, "reason")))
            .filter(reason -> !reason.isEmpty())
            .findFirst()
            .orElse(""),
        details.stream().anyMatch(GoogleError::isPerDay),
        delay.or(reply::retryAfter));
  }

  /** Google's words are all capitals; anything else is none of them. */
  private static String word(String text) {
    return WORD.matcher(text).matches() ? text : "";
  }

  private static Optional<Duration> delay(String text) {
    var delay = DELAY.matcher(text);
    return delay.matches()
        ? Optional.of(Duration.ofSeconds(Integer.parseInt(delay.group(1)) + 1L))
        : Optional.empty();
  }

  /** The limit that was met is named beside the reason, with its unit. */
  private static boolean isPerDay(ObjectNode detail) {
    ObjectNode metadata = Json.child(detail, "metadata");
    return DAILY.contains(Json.text(detail, "reason"))
        || Json.text(metadata, "quota_unit").startsWith("1/d/")
        || Json.text(metadata, "quota_limit").contains("PerDay");
  }

  private RemoteFailure toFailure(Reply reply, String provider) {
    String said = " (" + (reason.isEmpty() ? "HTTP " + reply.status() : reason) + ")";
    if (WRONG_KEY.contains(reason)) {
      return lasting(
          Status.REQUEST_DENIED, "the key is refused" + said + "; check " + provider + ".key-file");
    }
    if (reason.equals("SERVICE_DISABLED")) {
      return lasting(
          Status.REQUEST_DENIED,
          "the API is disabled" + said + "; enable Places API (New) in the key's project");
    }
    return switch (reply.status()) {
      case 400 -> lasting(Status.INVALID_REQUEST, "the request is refused" + orStatus(said));
      case 401, 403 ->
          lasting(
              Status.REQUEST_DENIED,
              "the key may not be used for this"
                  + orStatus(said)
                  + "; check its restrictions and its project's billing");
      case 429 -> exhausted(said);
      default -> HttpFailure.of(reply, provider);
    };
  }

  private RemoteFailure exhausted(String said) {
    return perDay
        ? lasting(Status.OVER_QUERY_LIMIT, "the quota of the day is used up" + orStatus(said))
        : new RemoteFailure(
            Status.OVER_QUERY_LIMIT,
            Retry.SOON,
            "the quota of the minute is used up" + orStatus(said),
            retryAfter);
  }

  private String orStatus(String said) {
    return reason.isEmpty() && !status.isEmpty() ? " (" + status + ")" : said;
  }

  private static RemoteFailure lasting(Status status, String message) {
    return new RemoteFailure(status, Retry.NEVER, message);
  }
}
