package io.proxyherd.legacy;

import io.proxyherd.command.AtLine;

/** Makes reports of what legacy peers say; the node implements it. */
public interface Adoption {
  /** What became of an AT line. */
  enum Verdict {
    /** It is the newest report of its client now, under this server's stamp. */
    ADOPTED,
    /** It names a server of this herd, which has it already. */
    ECHO,
    /** It is as old as what is known, or older. */
    NOT_NEWER,
    /** This server can't keep it. */
    DROPPED
  }

  /**
   * Takes the report, as heard now.
   *
   * @param at its array is kept
   * @param connection over which it came
   * @return any but {@link Verdict#ECHO}
   */
  Verdict adopt(AtLine at, int connection);
}
