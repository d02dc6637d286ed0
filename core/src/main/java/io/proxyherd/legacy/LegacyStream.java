package io.proxyherd.legacy;

import io.proxyherd.command.Field;
import io.proxyherd.command.ForeignAt;
import io.proxyherd.link.Neighbourhood;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The lines of one connection that may be a legacy peer's: such peers connect to the port of the
 * clients and never say who they are, so their address must do. Not thread-safe: owned by its
 * session.
 */
public final class LegacyStream {
  private final LegacyNeighbours home;
  private boolean timeMayFollow;
  private long taken;

  LegacyStream(LegacyNeighbours home) {
    this.home = home;
  }

  /**
   * Takes the line {@code [from, to)}, given without its LF, if it is in the dialect of one of
   * these peers. If not, it is any client's line.
   *
   * @param peers the names of those whose address the other end has
   */
  public boolean take(Set<String> peers, byte[] line, int from, int to) {
    boolean timeFollows = timeMayFollow;
    timeMayFollow = false;
    if (timeFollows && ForeignAt.onlyField(line, from, to).filter(Dialect::isTime).isPresent()) {
      return true;
    }
    List<LegacyLink> speakers = home.named(peers);
    if (speakers.isEmpty() || !ForeignAt.isMeant(line, from, to)) {
      return false;
    }
    Optional<ForeignAt> said = ForeignAt.parse(line, from, to);
    List<LegacyLink> fitting =
        said.map(at -> speakers.stream().filter(link -> fits(link, at)).toList()).orElse(List.of());
    if (said.isEmpty() || fitting.isEmpty()) {
      speakers.getFirst().reject(line, from, to);
      return false;
    }
    timeMayFollow = fitting.stream().anyMatch(link -> dialect(link) == Dialect.AT7_SPLIT);
    hear(said.get(), fitting);
    taken++;
    return true;
  }

  /**
   * Whether a peer uses the connection for more than one line. What it says on one that was closed
   * meanwhile would be lost, and it would not notice.
   */
  public boolean isKept() {
    return taken > 1;
  }

  private void hear(ForeignAt said, List<LegacyLink> fitting) {
    Optional<LegacyLink> speaker = speaker(said, fitting);
    // Where it is not certain who said it, all are owed it: better an echo than a gap.
    int connection = speaker.map(LegacyLink::connectionNumber).orElse(Neighbourhood.NO_CONNECTION);
    speaker.orElse(fitting.getFirst()).count(home.adopt(said.at(), connection));
  }

  private static Optional<LegacyLink> speaker(ForeignAt said, List<LegacyLink> fitting) {
    if (fitting.size() == 1) {
      return Optional.of(fitting.getFirst());
    }
    return fitting.stream()
        .filter(
            link -> dialect(link).lastHop(said.more()).filter(hop -> isOf(hop, link)).isPresent())
        .findFirst()
        .or(() -> fitting.stream().filter(link -> isOf(said.at().server(), link)).findFirst());
  }

  private static boolean fits(LegacyLink link, ForeignAt said) {
    return dialect(link).fits(said.more());
  }

  private static boolean isOf(Field name, LegacyLink link) {
    return name.toString().equals(link.name());
  }

  private static Dialect dialect(LegacyLink link) {
    return link.peer().dialect();
  }
}
