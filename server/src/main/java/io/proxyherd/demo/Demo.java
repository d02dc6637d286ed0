package io.proxyherd.demo;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.proxyherd.demo.route.City;
import io.proxyherd.demo.route.Traveller;
import io.proxyherd.demo.route.Travellers;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * Clients that move through cities and report where they are every 1 to 5 s, over the line
 * protocol. A city has a connection to each server; when one is gone its clients report to the
 * next. One thread does it all.
 */
public final class Demo implements AutoCloseable {
  private static final long SEED = 12_860;
  private static final int TICK_MS = 50;
  private static final int STOP_MS = 1_000;

  private final MultiThreadIoEventLoopGroup group;
  private final EventLoop loop;
  private final Clock wallClock = Clock.systemUTC();
  private final Answers answers = new Answers();
  private final List<Uplink> uplinks = new ArrayList<>();
  private final PriorityQueue<DemoClient> clients =
      new PriorityQueue<>(Comparator.comparingLong(DemoClient::dueNanos));

  private Demo() {
    group =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("demo", true), NioIoHandler.newFactory());
    loop = (EventLoop) group.iterator().next();
  }

  /**
   * Starts so many clients.
   *
   * @param servers where they listen, now and after a restart
   */
  public static Demo start(List<InetSocketAddress> servers, int clients) {
    var demo = new Demo();
    demo.loop.execute(() -> demo.begin(servers, clients));
    return demo;
  }

  /** How many cities there are clients in. */
  public static int cities(int clients) {
    return Math.min(clients, City.values().length);
  }

  /** How many reports the servers have acknowledged so far. */
  public long accepted() {
    return answers.accepted();
  }

  /** How many reports the servers have refused so far. */
  public long refused() {
    return answers.refused();
  }

  /** Ends it: nothing is sent any more. */
  @Override
  public void close() {
    loop.execute(() -> uplinks.forEach(Uplink::close));
    group.shutdownGracefully(0, STOP_MS, MILLISECONDS).awaitUninterruptibly();
  }

  private void begin(List<InetSocketAddress> servers, int count) {
    var ofCity = new EnumMap<City, List<Uplink>>(City.class);
    var chances = new SplittableRandom(SEED);
    long now = System.nanoTime();
    for (Traveller traveller : Travellers.of(count, SEED)) {
      List<Uplink> uplinks = ofCity.computeIfAbsent(traveller.city(), _ -> dial(servers));
      clients.add(new DemoClient(traveller, uplinks, chances.split(), now));
    }
    var _ = loop.scheduleWithFixedDelay(this::tick, TICK_MS, TICK_MS, MILLISECONDS);
  }

  private List<Uplink> dial(List<InetSocketAddress> servers) {
    List<Uplink> dialled =
        servers.stream().map(server -> new Uplink(loop, server, answers)).toList();
    dialled.forEach(Uplink::dial);
    uplinks.addAll(dialled);
    return dialled;
  }

  /** Sends what is due. */
  private void tick() {
    long now = System.nanoTime();
    while (clients.element().dueNanos() - now <= 0) {
      DemoClient due = clients.remove();
      due.report(now, wallClock.instant());
      clients.add(due);
    }
    uplinks.forEach(Uplink::flush);
  }
}
