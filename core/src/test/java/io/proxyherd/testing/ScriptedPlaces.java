package io.proxyherd.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.proxyherd.node.NearbyAnswer;
import io.proxyherd.node.NearbyQuery;
import io.proxyherd.node.PlaceFinder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Places that come as the test says: at once, after a while or never; found or failing. */
public final class ScriptedPlaces implements PlaceFinder {
  private final World world;
  private final List<NearbyQuery> queries = new ArrayList<>();
  private NearbyAnswer answer = new NearbyAnswer.Found("{}".getBytes(ISO_8859_1));
  private Duration delay = Duration.ZERO;
  private boolean silent;
  private boolean atOnce;

  ScriptedPlaces(World world) {
    this.world = world;
  }

  /** From now on every query finds this JSON, given as Latin-1. */
  public void find(String json) {
    answer(new NearbyAnswer.Found(json.getBytes(ISO_8859_1)));
  }

  /** From now on every query fails. */
  public void fail(NearbyAnswer.Status status, String message) {
    answer(new NearbyAnswer.Failed(status, message));
  }

  /** From now on every query has this answer. */
  public void answer(NearbyAnswer next) {
    answer = next;
    silent = false;
  }

  /** From now on no query is answered. */
  public void beSilent() {
    silent = true;
  }

  /** From now on a query takes that long. */
  public void delayBy(Duration time) {
    delay = time;
  }

  /** From now on a query is answered before {@link #find} returns. */
  public void answerAtOnce() {
    atOnce = true;
  }

  /** What has been asked, in order. */
  public List<NearbyQuery> queries() {
    return List.copyOf(queries);
  }

  @Override
  public void find(NearbyQuery query, Consumer<NearbyAnswer> consumer) {
    queries.add(query);
    if (atOnce) {
      consumer.accept(answer);
    } else if (!silent) {
      NearbyAnswer ours = answer;
      world.after(delay.toNanos(), () -> consumer.accept(ours));
    }
  }
}
