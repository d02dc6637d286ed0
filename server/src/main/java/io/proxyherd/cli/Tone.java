package io.proxyherd.cli;

/** How a line is meant, which a terminal shows as a colour. */
enum Tone {
  PLAIN,
  HEADING,
  FAINT,
  GOOD,
  DOUBTFUL,
  BAD
}
