package io.proxyherd.sim;

/** What goes wrong in a simulated herd. */
public enum Fault {
  /** A connection breaks; the next one follows soon. */
  CUT,
  /** Nothing goes through between two servers, for a while. */
  LINK_DOWN,
  /** Nothing goes through between some servers and the others, for a while. */
  PARTITION,
  /** Nothing arrives at one end of a connection, and nobody is told. */
  STALL,
  /** Nothing ever arrives again at either end of a connection, and nobody is told. */
  SILENCE,
  /** A link is slow and delivers in bursts, for a while. */
  SLOW_LINK,
  /** Hardly a byte may be under way on a link, for a while. */
  TINY_WINDOW,
  /** Links go one by one, and come back in another order. */
  SWIZZLE,
  /** A frame does not arrive on a connection, the next ones do. */
  WIRE_LOSS,
  /** A bit of what a connection carries is flipped. */
  WIRE_BIT_FLIP,
  /** Bytes that nobody sent arrive on a connection. */
  WIRE_GARBAGE,
  /** Somebody connects as a server and talks rubbish. */
  STRANGER,
  /** A server is stopped in order, and started again. */
  RESTART,
  /** A server's process is killed. */
  KILL,
  /** A server's machine loses power: what its disk had not synced may be gone or torn. */
  POWER_LOSS,
  /** A server is killed and gets a new, empty disk. */
  WIPE,
  /** A server's process stands still for a while, then everything comes at once. */
  PAUSE,
  /** A disk says that it has written something, and has not. */
  LOST_WRITE,
  /** A disk writes something in the wrong place. */
  MISDIRECTED_WRITE,
  /** A bit on a disk is flipped. */
  DISK_BIT_FLIP,
  /** A disk has no more room, for a while. */
  DISK_FULL,
  /** A disk can't sync: its server stops, and is started again. */
  SYNC_ERROR,
  /** A disk does nothing, for a while. */
  DISK_STALL,
  /** A server's wall clock jumps. */
  CLOCK_STEP,
  /** A server's wall clock goes too fast or too slow. */
  CLOCK_DRIFT,
  /** A server's wall clock stands still. */
  CLOCK_FREEZE,
  /** Clients report different places with equal times. */
  EQUAL_TIMES,
  /** Clients report with times far ahead of every clock. */
  FUTURE_TIMES,
  /** Clients send lines that are no commands. */
  BAD_LINES,
  /** For a moment there are clients without number. */
  ID_FLOOD
}
