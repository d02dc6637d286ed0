package io.proxyherd.testing;

import io.proxyherd.node.NearbyAnswer;
import io.proxyherd.node.NearbyQuery;
import io.proxyherd.node.Node;
import io.proxyherd.node.NodeSettings;
import io.proxyherd.node.Shell;
import io.proxyherd.store.Report;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A node in the world: the shell that the simulator, Netty's mirror, gives to it. */
public final class HerdServer implements Shell {
  private final World world;
  private final String name;
  private final VirtualClock clock = new VirtualClock();
  private final ScriptedPlaces places;
  private final EventLog log = new EventLog();
  private final Node node;
  private long wakeUpNanos = Long.MAX_VALUE;

  HerdServer(World world, NodeSettings settings) {
    this.world = world;
    name = settings.link().server();
    clock.advanceTo(world.nowNanos());
    places = new ScriptedPlaces(world);
    node = new Node(settings, clock, world.random(), this, log);
  }

  public String name() {
    return name;
  }

  public Node node() {
    return node;
  }

  public VirtualClock clock() {
    return clock;
  }

  public ScriptedPlaces places() {
    return places;
  }

  /** What the node told its observer. */
  public EventLog log() {
    return log;
  }

  /** A client connects. */
  public RecordingClient connect() {
    return connectAs(Set.of());
  }

  /** Somebody connects from the address of these legacy peers. */
  public RecordingClient connectAs(Set<String> legacyPeers) {
    return new RecordingClient(world, node, legacyPeers);
  }

  /** The newest report of every client, by the client's ID. */
  public Map<String, Report> reports() {
    var reports = new TreeMap<String, Report>();
    for (int slot = 0; slot < node.store().slots(); slot++) {
      if (node.store().isTaken(slot) && !node.store().at(slot).isTombstone()) {
        Report report = node.store().at(slot);
        reports.put(report.client().toString(), report);
      }
    }
    return reports;
  }

  @Override
  public void wakeUpAt(long monotonicNanos) {
    wakeUpNanos = monotonicNanos;
    world.after(monotonicNanos - clock.monotonicNanos(), () -> wakeUp(monotonicNanos));
  }

  @Override
  public void findPlaces(NearbyQuery query, Consumer<NearbyAnswer> answer) {
    places.find(query, answer);
  }

  /** A wake-up that was replaced by another does not happen. */
  private void wakeUp(long monotonicNanos) {
    if (wakeUpNanos == monotonicNanos) {
      wakeUpNanos = Long.MAX_VALUE;
      node.onTimer();
    }
  }
}
