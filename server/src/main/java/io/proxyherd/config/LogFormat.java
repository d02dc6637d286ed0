package io.proxyherd.config;

/** How the lines of a log look. */
public enum LogFormat {
  /** One line of text each. */
  TEXT,
  /** One JSON object a line. */
  JSON
}
