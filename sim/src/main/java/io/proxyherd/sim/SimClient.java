package io.proxyherd.sim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.proxyherd.link.PeerLink;
import io.proxyherd.node.ClientConnection;
import io.proxyherd.node.Node;
import io.proxyherd.node.Session;
import io.proxyherd.store.Lifetimes;
import io.proxyherd.store.Report;
import io.proxyherd.store.Store;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A client's connection: it says its lines in pieces, checks every reply and tells the oracle what
 * it was promised.
 */
final class SimClient implements ClientConnection {
  /** The longest piece of a line in bytes. */
  private static final int LONGEST_PIECE = 40;

  /** A line that is too long is repeated up to here. */
  private static final int LONGEST_COMPLAINT = 64;

  private final Life life;
  private final World world;
  private final ArrayDeque<Said> unanswered = new ArrayDeque<>();
  private final StringBuilder replies = new StringBuilder();
  private boolean talking;

  SimClient(Life life, World world) {
    this.life = life;
    this.world = world;
  }

  /** Connects, says the lines, and ends its side. */
  void say(List<String> lines, SplittableRandom random) {
    Node node = life.node();
    Session session = node.openSession(this);
    for (String line : lines) {
      talking = true;
      say(line, session, random);
      talking = false;
      hear();
    }
    node.endOfBatch();
    session.onInputClosed();
  }

  private void say(String line, Session session, SplittableRandom random) {
    Node node = life.node();
    boolean readOnly = node.isReadOnly();
    Optional<Claim> before = held(line);
    long numberBefore = node.neighbourhood().nextStamp().seq();
    List<PeerLink> feeding =
        node.neighbourhood().links().stream().filter(PeerLink::isFeeding).toList();
    int owedBefore = owed(feeding);
    byte[] bytes = (line + "\n").getBytes(ISO_8859_1);
    for (int from = 0; from < bytes.length; ) {
      int to = Math.min(bytes.length, from + 1 + random.nextInt(LONGEST_PIECE));
      session.onBytes(bytes, from, to);
      from = to;
    }
    boolean accepted = node.neighbourhood().nextStamp().seq() > numberBefore;
    if (accepted) {
      accept(line, before);
      if (owed(feeding) - owedBefore < feeding.size()) {
        world.tally().seen(Sight.CONFLATED);
      }
    }
    if (!line.isBlank()) {
      unanswered.add(new Said(line, accepted, readOnly, held(line)));
    }
  }

  private void accept(String line, Optional<Claim> before) {
    Store store = life.node().store();
    Report report =
        Said.client(line)
            .flatMap(store::find)
            .orElseThrow(() -> new Broken("accepted, and not kept: " + line));
    Claim claim = world.oracle().accept(report);
    Lifetimes lifetimes = world.oracle().lifetimes();
    if (before.isPresent() && !claim.replaces(before.get(), lifetimes)) {
      throw new Broken("%s took %s for newer than %s".formatted(name(), claim, before.get()));
    }
  }

  private Optional<Claim> held(String line) {
    return Said.client(line).flatMap(life.node().store()::find).map(world.oracle()::known);
  }

  private static int owed(List<PeerLink> links) {
    return links.stream().mapToInt(PeerLink::owed).sum();
  }

  @Override
  public void send(byte[] bytes, int length) {
    replies.append(new String(bytes, 0, length, ISO_8859_1));
    if (!talking) {
      hear();
    }
  }

  @Override
  public String host() {
    return "";
  }

  @Override
  public void close() {
    if (unanswered.isEmpty()) {
      return;
    }
    world.tally().seen(Sight.BROKEN_OFF);
    if (life.node().journal().isEmpty()) {
      throw new Broken(name() + " closed without an answer to " + unanswered.element().line());
    }
    unanswered.clear();
  }

  /** Takes the replies that are complete. */
  private void hear() {
    for (int end = endOfReply(); end >= 0; end = endOfReply()) {
      String reply = replies.substring(0, end);
      replies.delete(0, end);
      hear(unanswered.remove(), reply);
    }
  }

  /** An answer to a question for places has lines of its own, and ends with an empty one. */
  private int endOfReply() {
    if (replies.isEmpty()) {
      return -1;
    }
    if (unanswered.isEmpty()) {
      throw new Broken(name() + " says what nobody asked: " + replies);
    }
    boolean places = replies.charAt(0) == 'A' && unanswered.element().isQuestion();
    String ending = places ? "\n\n" : "\n";
    int at = replies.indexOf(ending);
    return at < 0 ? -1 : at + ending.length();
  }

  private void hear(Said said, String reply) {
    if (reply.startsWith("? ")) {
      hearComplaint(said, reply);
      return;
    }
    Claim claim = Claim.of(reply.substring(0, reply.indexOf('\n')).getBytes(ISO_8859_1));
    Claim held = said.held().orElseThrow(() -> new Broken(reply + " is a reply to " + said.line()));
    boolean same = claim.toString().equals(held.toString());
    if (said.isQuestion() || said.accepted()) {
      require(same, said, reply, held.toString());
    } else {
      require(said.isEchoedBy(claim, name()), said, reply, "its own words");
      boolean old =
          same || claim.repeats(held) || !claim.replaces(held, world.oracle().lifetimes());
      require(old, said, reply, "newer than " + held + ", to be kept");
    }
    if (!said.readOnly() && !life.node().isReadOnly()) {
      world.oracle().promise(life.machine(), held);
    }
    world.tally().checked();
  }

  private void hearComplaint(Said said, String reply) {
    boolean expected = said.isQuestion() ? !said.isKnown() : said.readOnly() || !said.isReport();
    require(expected, said, reply, "an AT line");
    int limit = LONGEST_COMPLAINT + "? \n".length();
    boolean echoed =
        reply.equals("? " + said.line() + "\n")
            || (reply.length() <= limit && ("? " + said.line()).startsWith(reply.strip()));
    require(echoed, said, reply, "its own words");
  }

  private void require(boolean right, Said said, String reply, String expected) {
    if (!right) {
      throw new Broken(
          "%s answers %s to %s (expected: %s)"
              .formatted(name(), reply.strip(), said.line(), expected));
    }
  }

  private String name() {
    return life.machine().name();
  }

  @Override
  public String toString() {
    return "client";
  }
}
