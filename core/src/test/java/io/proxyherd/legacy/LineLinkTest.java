package io.proxyherd.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.testing.Conditions;
import io.proxyherd.testing.HerdServer;
import io.proxyherd.testing.RecordingClient;
import io.proxyherd.testing.World;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LineLinkTest {
  private final World world = new World(0);
  private final HerdServer alford = world.start("Alford", Conditions.DEFAULT);
  private final RecordingClient client = alford.connect();
  private final LineLink link =
      alford.node().legacy().open(new LegacyPeer("Bohr", Dialect.AT_SENDER, Delivery.LINE, 1));
  private final LineEnd bohr = new LineEnd();

  @Test
  void sendsEverythingAtEveryConnectionAndThenEachChange() {
    report("a", 1);
    assertThat(link.owed()).isZero();
    link.onConnected(bohr);
    report("b", 1);
    assertThat(sent()).containsExactly("a 1", "b 1");

    link.onClosed("gone");
    report("b", 2);
    assertThat(sent()).isEmpty();
    link.onConnected(bohr);
    assertThat(sent()).containsExactly("a 1", "b 2");
    assertThat(link.sent()).isEqualTo(4);
    assertThat(alford.log().take())
        .containsSubsequence("legacyReached Bohr", "legacyLost Bohr: gone", "legacyReached Bohr");
  }

  @Test
  void waitsForRoomAndThenSendsTheNewestOnly() {
    link.onConnected(bohr);
    bohr.setWritable(false);
    for (int time = 1; time <= 50; time++) {
      report("a", time);
      report("b", time);
    }
    assertThat(sent()).isEmpty();
    assertThat(link.owed()).isEqualTo(2);
    bohr.setWritable(true);
    link.onWritable();
    assertThat(sent()).containsExactly("a 50", "b 50");
  }

  @Test
  void sendsBackWhatCameFromThereOnlyOverTheNextConnection() {
    RecordingClient fromBohr = alford.connectAs(Set.of("Bohr"));
    link.onConnected(bohr);
    fromBohr.say("AT Curie +0.25 a +1+1 1 Bohr\n");
    report("b", 1);
    assertThat(sent()).containsExactly("b 1");

    link.onClosed("gone");
    link.onConnected(bohr);
    assertThat(sent()).containsExactly("a 1", "b 1");
  }

  private void report(String name, int time) {
    client.say("IAMAT " + name + " +1+1 " + time + "\n");
  }

  /** The clients and times of what was sent. */
  private List<String> sent() {
    return bohr.take().stream()
        .map(line -> line.split(" ", -1))
        .map(fields -> fields[3] + " " + fields[5])
        .toList();
  }
}
