package io.proxyherd.sim;

/** What must be seen now and then: a simulation in which it never happens tests nothing there. */
public enum Sight {
  /** A server wanted to be fed over a link that is not on the tree. */
  GRAFT,
  /** A server found what an earlier life of it had said of its links, and outbid it. */
  OUTBID,
  /** A report was replaced by a newer one before a peer had got it. */
  CONFLATED,
  /** A frame from a peer had a wrong checksum. */
  BAD_FRAME,
  /** A connection did not become a link. */
  LINK_REFUSED,
  /** A link was given up because nothing came. */
  SILENT_LINK,
  /** A server was started again with what its disk had. */
  RECOVERED,
  /** The torn tail of a journal was cut off. */
  TORN_TAIL,
  /** A journal was damaged, and its server started with what verified. */
  DAMAGE,
  /** A checkpoint was completed. */
  CHECKPOINT,
  /** The node's own thread wrote a frame of its journal. */
  WRITTEN_NOW,
  /** A process ended in the middle of that. */
  TORN_NOW,
  /** A frame was written while a sync was under way. */
  WRITTEN_IN_SYNC,
  /** A server became read-only. */
  READ_ONLY,
  /** A server that was read-only is no longer. */
  WRITABLE_AGAIN,
  /** A server stopped because its disk could not sync. */
  JOURNAL_LOST,
  /** A client was disconnected without an answer. */
  BROKEN_OFF,
  /** A client was forgotten by order of an operator. */
  FORGOTTEN,
  /** Some servers mirrored the herd in a store beside it, which had everything in the end. */
  MIRRORED,
  /** Reports expired, and all servers were rid of them. */
  EXPIRED,
  /** A report that was acknowledged was lost, as the faults allow. */
  ALLOWED_LOSS
}
