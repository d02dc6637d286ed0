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
 * that may have the nearest (best first; Hjaltason and Samet, 1999), down to squares over few
 * buckets.
 */
final class NearestSearch {
  /**
   * A client that was found.
   *
   * @param metres from the point
   */
  record Found(int slot, double metres) {}

  private record Candidate(Square square, double leastMetres) {}

  /** A square over no more buckets is not divided. */
  private static final int FEW = 2;

  private final ClientIndex index;
  private final Store store;
  private final ClientQuery.Near query;
  private final int limit;
  private final IntPredicate isWanted;
  private final int number;
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
    number = index.nextSearch();
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
    int at = index.buckets().indexOf(square.first());
    if (square.first() == square.last()) {
      takeSpot(at, square.first());
    } else if (index.buckets().begins(at + FEW, square.last())) {
      divide(square);
    } else {
      takeAll(at, square.last());
    }
  }

  private void divide(Square square) {
    for (int quarter = 0; quarter < 4; quarter++) {
      Square part = square.quarter(quarter);
      double least = part.leastMetres(query.latitude(), query.longitude());
      if (part.isOnEarth() && least <= reachMetres()) {
        squares.add(new Candidate(part, least));
      }
    }
  }

  /** From that bucket on to the last one that begins at that code at the latest. */
  private void takeAll(int from, long last) {
    take(index.buckets().at(from));
    for (int at = from + 1; index.buckets().begins(at, last); at++) {
      take(index.buckets().at(at));
    }
  }

  /**
   * All at one point, in the order of their IDs: once a bucket comes too late, so do the others.
   */
  private void takeSpot(int from, long code) {
    take(index.buckets().at(from));
    double metres = metres(code);
    for (int at = from + 1; index.buckets().begins(at, code); at++) {
      Bucket bucket = index.buckets().at(at);
      if (found.size() == limit && isTooLate(metres, bucket.lowId)) {
        return;
      }
      take(bucket);
    }
  }

  private boolean isTooLate(double metres, Field client) {
    Found worst = found.element();
    return metres > worst.metres
        || (metres == worst.metres && client.compareBytes(client(worst)) > 0);
  }

  private void take(Bucket bucket) {
    if (bucket.isNewTo(number)) {
      for (int entry = 0; entry < bucket.size; entry++) {
        int slot = bucket.slots[entry];
        take(slot, metres(index.code(slot)));
      }
    }
  }

  /** Takes the client if it counts, and is among the nearest so far. */
  private void take(int slot, double metres) {
    if (metres > reachMetres()) {
      return;
    }
    var client = new Found(slot, metres);
    boolean isFull = found.size() == limit;
    if ((isFull && nearestFirst.compare(client, found.element()) >= 0) || !isWanted.test(slot)) {
      return;
    }
    if (isFull) {
      var _ = found.remove();
    }
    found.add(client);
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
