package io.proxyherd.ops;

import io.proxyherd.config.ServerConfig;
import io.proxyherd.gateway.Steering;
import io.proxyherd.transport.BindFailure;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Steers the servers of a herd in this process, one step at a time, on a thread of its own. */
final class HerdSteering implements Steering, AutoCloseable {
  private final Herd herd;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("herd-steering").factory());

  HerdSteering(Herd herd) {
    this.herd = herd;
  }

  @Override
  public List<Steered> servers() {
    return herd.actualConfig().servers().stream().map(ServerConfig::name).map(this::state).toList();
  }

  @Override
  public CompletionStage<Steered> steer(Steered wanted) {
    return CompletableFuture.supplyAsync(() -> make(wanted), thread);
  }

  /** What waits to be done is not. */
  @Override
  public void close() {
    thread.shutdownNow();
  }

  private Steered make(Steered wanted) {
    String name = wanted.name();
    boolean runs = herd.running(name).isPresent();
    if (runs && !wanted.running()) {
      herd.stop(name);
    } else if (!runs && wanted.running()) {
      start(name);
    }
    herd.running(name).ifPresent(running -> running.server().cutOff(!wanted.linked()));
    return state(name);
  }

  private void start(String name) {
    try {
      herd.start(name);
    } catch (BindFailure | JournalFailure e) {
      throw new CompletionException(e);
    }
  }

  /** A server that is started again is not cut off. */
  private Steered state(String name) {
    Optional<RunningServer> running = herd.running(name);
    return new Steered(
        name, running.isPresent(), running.stream().noneMatch(each -> each.server().isCutOff()));
  }
}
