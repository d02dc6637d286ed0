package io.proxyherd.places.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.net.URLEncoder;

/** Puts a path and its query together. */
final class QueryText {
  private final StringBuilder text;
  private char separator = '?';

  QueryText(String path) {
    text = new StringBuilder(path);
  }

  QueryText add(String name, String value) {
    text.append(separator).append(name).append('=').append(URLEncoder.encode(value, UTF_8));
    separator = '&';
    return this;
  }

  String text() {
    return text.toString();
  }

  /** The number without an exponent. */
  static String plain(double number) {
    return new BigDecimal(Double.toString(number)).toPlainString();
  }
}
