package io.proxyherd.cli;

import io.proxyherd.gateway.ServerState;
import io.proxyherd.inquiry.Asked;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** A pulse as JSON, for programs. */
final class TopJson {
  private TopJson() {}

  static Object of(Pulse pulse) {
    var document = new LinkedHashMap<String, Object>();
    document.put("at", pulse.at().toString());
    document.put("agree", pulse.agreement().isComplete());
    document.put("clients", pulse.clients());
    document.put("updatesPerSecond", rounded(pulse.updatesPerSecond()));
    document.put("whatsatsPerSecond", rounded(pulse.whatsatsPerSecond()));
    document.put("servers", pulse.beats().stream().map(beat -> server(pulse, beat)).toList());
    return document;
  }

  private static Map<String, Object> server(Pulse pulse, Pulse.Beat beat) {
    var server = new LinkedHashMap<String, Object>();
    server.put("server", beat.server());
    switch (beat.asked()) {
      case Asked.Answered<ServerState>(_, var state) -> {
        put(server, "updatesPerSecond", beat.updatesPerSecond());
        put(server, "whatsatsPerSecond", beat.whatsatsPerSecond());
        server.put("behind", pulse.lacks(beat));
        put(server, "lagSeconds", pulse.lagSeconds(beat));
        server.put("state", state);
      }
      case Asked.Refused<ServerState>(_, _, var detail) -> server.put("error", detail);
      case Asked.Unreachable<ServerState>(_, var reason) -> server.put("error", reason);
    }
    return server;
  }

  /** What is not known is left out. */
  private static void put(Map<String, Object> server, String key, OptionalDouble value) {
    value.ifPresent(known -> server.put(key, rounded(known)));
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
