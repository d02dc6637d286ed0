package io.proxyherd.demo.route;

/** What somebody moves by, or on foot, and how such traffic behaves. */
public enum Vehicle {
  WALKER("walker", 1.0, 1.7, 35, 15, 60),
  BIKE("bike", 3.5, 6.5, 20, 15, 25),
  CAR("car", 6.0, 13.5, 25, 25, 30),
  /** Keeps to its street, to and fro, and stops often. */
  BUS("bus", 5.0, 9.5, 0, 50, 25);

  private final String word;
  private final double slowest;
  private final double fastest;
  private final int turnPercent;
  private final int stopPercent;
  private final int longestStop;

  /**
   * @param word for it in a client's ID
   * @param slowest metres per second while it moves
   * @param fastest likewise
   * @param turnPercent at how many of 100 crossings it turns off
   * @param stopPercent at how many of 100 crossings it stops
   * @param longestStop seconds
   */
  Vehicle(
      String word,
      double slowest,
      double fastest,
      int turnPercent,
      int stopPercent,
      int longestStop) {
    this.word = word;
    this.slowest = slowest;
    this.fastest = fastest;
    this.turnPercent = turnPercent;
    this.stopPercent = stopPercent;
    this.longestStop = longestStop;
  }

  String word() {
    return word;
  }

  double slowest() {
    return slowest;
  }

  /** Metres per second that it never exceeds. */
  public double fastest() {
    return fastest;
  }

  int turnPercent() {
    return turnPercent;
  }

  int stopPercent() {
    return stopPercent;
  }

  int longestStop() {
    return longestStop;
  }
}
