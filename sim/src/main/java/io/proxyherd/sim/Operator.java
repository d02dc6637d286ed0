package io.proxyherd.sim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.proxyherd.command.Field;
import io.proxyherd.node.Forgetting;
import io.proxyherd.node.Node;
import io.proxyherd.store.Report;
import java.util.Optional;

/** Who orders a server to forget a client, and tells the oracle what he was promised. */
final class Operator {
  private final Life life;
  private final World world;
  private Optional<Forgetting> answer = Optional.empty();
  private Optional<Claim> tombstone = Optional.empty();
  private boolean ordering = true;

  Operator(Life life, World world) {
    this.life = life;
    this.world = world;
  }

  void forget(String client) {
    Node node = life.node();
    byte[] id = client.getBytes(ISO_8859_1);
    var field = new Field(id, 0, id.length);
    Optional<Report> known = node.find(field);
    long numberBefore = node.neighbourhood().nextStamp().seq();
    node.forget(field, this::hear);
    if (node.neighbourhood().nextStamp().seq() > numberBefore) {
      Claim claim = world.oracle().accept(node.store().find(field).orElseThrow());
      Claim before = world.oracle().known(known.orElseThrow());
      if (!claim.isTombstone() || !claim.isNewerThan(before)) {
        throw new Broken("%s forgot %s by %s".formatted(name(), before, claim));
      }
      tombstone = Optional.of(claim);
    }
    node.endOfBatch();
    ordering = false;
    conclude();
  }

  private void hear(Forgetting heard) {
    answer = Optional.of(heard);
    if (!ordering) {
      conclude();
    }
  }

  private void conclude() {
    if (answer.isEmpty()) {
      return;
    }
    switch (answer.get()) {
      case FORGOTTEN -> {
        world.tally().seen(Sight.FORGOTTEN);
        world.oracle().promise(life.machine(), tombstone.orElseThrow());
      }
      case UNKNOWN, FAILED -> world.tally().checked();
    }
  }

  private String name() {
    return life.machine().name();
  }
}
