package io.proxyherd.cli;

import io.proxyherd.config.Address;
import io.proxyherd.config.HerdConfig;
import io.proxyherd.config.ServerConfig;
import io.proxyherd.demo.Demo;
import io.proxyherd.demo.DemoDirectory;
import io.proxyherd.ops.Herd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** A demonstration: its clients, and the herd's state in a directory of its own. */
final class DemoCompany implements Company {
  private static final String DIRECTORY = "demo";

  private final HerdConfig herd;
  private final DemoDirectory directory;
  private final int clients;
  private Optional<Demo> demo = Optional.empty();
  private boolean left;

  private DemoCompany(HerdConfig herd, DemoDirectory directory, int clients) {
    this.herd = herd;
    this.directory = directory;
    this.clients = clients;
  }

  /** For so many clients, beside a herd of that configuration. */
  static DemoCompany of(HerdConfig herd, int clients) {
    try {
      var directory = DemoDirectory.take(herd.dataDir().resolve(DIRECTORY));
      return new DemoCompany(herd.in(directory.path()), directory, clients);
    } catch (IOException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public HerdConfig herd() {
    return herd;
  }

  @Override
  public synchronized Optional<String> join(Herd running) {
    if (left) {
      return Optional.empty();
    }
    HerdConfig actual = running.actualConfig();
    List<InetSocketAddress> servers =
        actual.servers().stream()
            .map(ServerConfig::clientAddress)
            .map(DemoCompany::dialled)
            .toList();
    demo = Optional.of(Demo.start(servers, clients));
    String page =
        actual
            .servers()
            .getFirst()
            .reachableHttp()
            .map(at -> "; watch them at http://" + at + "/")
            .orElse("");
    return Optional.of(
        "A demo moves %,d %s through %d %s%s%nAll it keeps is in %s until it stops."
            .formatted(
                clients,
                clients == 1 ? "client" : "clients",
                Demo.cities(clients),
                Demo.cities(clients) == 1 ? "city" : "cities",
                page,
                directory.path()));
  }

  private static InetSocketAddress dialled(Address server) {
    var address = new InetSocketAddress(server.host(), server.port());
    return address.getAddress() != null && address.getAddress().isAnyLocalAddress()
        ? new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port())
        : address;
  }

  @Override
  public synchronized void leave() {
    left = true;
    demo.ifPresent(Demo::close);
  }

  @Override
  public void tidyUp() {
    try {
      directory.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
