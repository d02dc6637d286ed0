package io.proxyherd.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;

/** What a command returned and printed. */
record Ran(int exitCode, String out, String err) {

  static Ran herd(String... args) {
    return herd(new ByteArrayInputStream(new byte[0]), args);
  }

  static Ran herd(InputStream in, String... args) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var console =
        new Console(in, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    int exitCode = Main.run(console, args);
    return new Ran(exitCode, out.toString(UTF_8), err.toString(UTF_8));
  }
}
