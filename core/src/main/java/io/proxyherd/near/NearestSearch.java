package io.proxyherd.near;

import io.proxyherd.command.Field;
import io.proxyherd.geo.EarthDistance;
import io.proxyherd.store.Store;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.IntPredicate;

/**
 * The search for the clients nearest to a point, once: always goes on in the square of the grid
 * that may have the nearest (best first; Hjaltason and Samet, 1999), down to squares with few
 * clients.
 */
final class NearestSearch {
  /**
   * A client that was found.
   *
   * @param metres from the point
   */
  record Found(int slot, double metres) {}

  private record Candidate(Square square, double leastMetres) {}

  /** A square with no more clients is not divided. */
  private static final int FEW = 16;

  private final ClientIndex index;
  private final Store store;
  private final ClientQuery.Near query;
  private final int limit;
  private final IntPredicate isWanted;
  private final PriorityQueue<Candidate> squares =
      new PriorityQueue<>(Comparator.comparingDouble(Candidate::leastMetres));
  private final Comparator<Found> nearestFirst =
      Comparator.comparingDouble(Found::metres).thenComparing(this::client, Field::compareBytes);
  private final PriorityQueue<Found> found = new PriorityQueue<>(nearestFirst.reversed());

  /**
   * @param limit how many clients to find
   * @param isWanted whether the client of a slot counts
   */
  NearestSearch(
      ClientIndex index, Store store, ClientQuery.Near query, int limit, IntPredicate isWanted) {
    this.index = index;
    this.store = store;
    this.query = query;
    this.limit = limit;
    this.isWanted = isWanted;
  }

  /** The nearest first. */
  List<Found> run() {
    squares.add(new Candidate(Square.EARTH, 0));
    while (!squares.isEmpty() && squares.peek().leastMetres() <= reachMetres()) {
      lookInto(squares.remove().square());
    }
    var nearest = new ArrayList<Found>(found);
    nearest.sort(nearestFirst);
    return nearest;
  }

  private void lookInto(Square square) {
    SortedSlots.Walk walk = index.sorted().from(square.first());
    if (!walk.hasNext(square.last())) {
      return;
    }
    if (!walk.hasMore(FEW, square.last())) {
      takeAll(walk, square.last());
      return;
    }
    long first = walk.code();
    long last = index.sorted().floor(square.last());
    if (first == last) {
      takeSpot(walk, first);
    } else {
      divide(Square.around(first, last));
    }
  }

  private void divide(Square square) {
    for (int quarter = 0; quarter < 4; quarter++) {
      Square part = square.quarter(quarter);
      if (index.sorted().from(part.first()).hasNext(part.last())) {
        double least = part.leastMetres(query.latitude(), query.longitude());
        if (least <= reachMetres()) {
          squares.add(new Candidate(part, least));
        }
      }
    }
  }

  private void takeAll(SortedSlots.Walk walk, long last) {
    while (walk.hasNext(last)) {
      double metres = metres(walk.code());
      boolean _ = take(walk.next(), metres);
    }
  }

  /** All at one point, in the order of their IDs: once one comes too late, so do the others. */
  private void takeSpot(SortedSlots.Walk walk, long code) {
    double metres = metres(code);
    boolean isInTime = true;
    while (isInTime && walk.hasNext(code)) {
      isInTime = take(walk.next(), metres);
    }
  }

  /**
   * Takes the client if it counts.
   *
   * @return whether it is among the nearest so far, or would be if it counted
   */
  private boolean take(int slot, double metres) {
    if (metres > reachMetres()) {
      return false;
    }
    var client = new Found(slot, metres);
    boolean isFull = found.size() == limit;
    if (isFull && nearestFirst.compare(client, found.element()) >= 0) {
      return false;
    }
    if (isWanted.test(slot)) {
      if (isFull) {
        var _ = found.remove();
      }
      found.add(client);
    }
    return true;
  }

  private double metres(long code) {
    return EarthDistance.metres(
        query.latitude(),
        query.longitude(),
        GridCode.degrees(GridCode.latitude(code)),
        GridCode.degrees(GridCode.longitude(code)));
  }

  /** Who is farther is of no use. */
  private double reachMetres() {
    double radius = query.radiusKm() * 1000;
    return found.size() < limit ? radius : Math.min(radius, found.element().metres());
  }

  private Field client(Found of) {
    return store.at(of.slot).client();
  }
}
