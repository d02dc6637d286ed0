package io.proxyherd.config;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A host and a port, written {@code 127.0.0.1:12860}, {@code localhost:12860}, {@code [::1]:12860}.
 */
public record Address(String host, int port) {
  private static final Pattern FORM =
      Pattern.compile(
          "(?:\\[(?<ip6>[0-9A-Fa-f:.%A-Za-z0-9]+)]|(?<host>[^:\\[\\]\\s]+)):(?<port>[0-9]{1,5})");

  /** The address that is written so; nothing if that is none, with a port from 1 to 65535. */
  public static Optional<Address> parse(String text) {
    var matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String host = Optional.ofNullable(matcher.group("ip6")).orElseGet(() -> matcher.group("host"));
    return Optional.of(new Address(host, Integer.parseInt(matcher.group("port"))))
        .filter(address -> address.port >= 1 && address.port <= 65_535);
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
