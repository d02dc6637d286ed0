package io.proxyherd.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * From which addresses legacy peers speak. Host names are looked up every minute on a thread of its
 * own; while a name server fails, what it said last holds. Thread-safe.
 */
final class LegacyHosts implements AutoCloseable {
  private static final Duration EVERY = Duration.ofMinutes(1);

  private final Thread thread = Thread.ofVirtual().name("legacy-hosts").unstarted(this::run);
  private final CountDownLatch lookedUp = new CountDownLatch(1);
  private final List<LegacyAddress> peers;
  // By the peer's name, what was found last; of the thread alone.
  private final Map<String, Set<InetAddress>> found = new HashMap<>();
  private volatile Map<InetAddress, Set<String>> peersByAddress = Map.of();

  LegacyHosts(Collection<LegacyAddress> peers) {
    this.peers = List.copyOf(peers);
  }

  /** Begins to look them up, and waits for the first answers, but not for long. */
  void open(Duration patience) {
    if (peers.isEmpty()) {
      return;
    }
    thread.start();
    try {
      var _ = lookedUp.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** The names of the peers that have this address. */
  Set<String> peersAt(SocketAddress address) {
    return address instanceof InetSocketAddress inet && inet.getAddress() != null
        ? peersByAddress.getOrDefault(inet.getAddress(), Set.of())
        : Set.of();
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    try {
      while (true) {
        peers.forEach(this::lookUp);
        lookedUp.countDown();
        Thread.sleep(EVERY);
      }
    } catch (InterruptedException _) {
      // Closed.
    }
  }

  private void lookUp(LegacyAddress peer) {
    try {
      found.put(peer.peer().name(), Set.of(InetAddress.getAllByName(peer.host())));
    } catch (UnknownHostException _) {
      return; // Who dials it tells the operator.
    }
    var turned = new HashMap<InetAddress, Set<String>>();
    found.forEach((name, addresses) -> {
      for (InetAddress address : addresses) {
        turned.computeIfAbsent(address, _ -> new HashSet<>()).add(name);
      }
    });
    peersByAddress = turned;
  }
}
