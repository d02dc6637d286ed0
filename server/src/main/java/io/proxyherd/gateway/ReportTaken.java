package io.proxyherd.gateway;

import static java.util.Locale.ROOT;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.proxyherd.store.Offered;

/**
 * The answer to a report: the members of its position, and what became of it.
 *
 * @param result newest, stale, or accepted if the store does not say which
 */
record ReportTaken(@JsonUnwrapped ClientPosition position, String result) {
  static ReportTaken of(Reporter.Reply.Acknowledged reply) {
    return new ReportTaken(ClientPosition.acknowledged(reply.at()), word(reply.taken()));
  }

  static String word(Offered.Taken taken) {
    return taken.name().toLowerCase(ROOT);
  }
}
