package io.proxyherd.bench.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.proxyherd.places.shipped.Dataset;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Writes the shipped places to a file: {@code <id> <latitude> <longitude>} on each line. */
public final class PlaceExport {
  private PlaceExport() {}

  /** Takes the file. */
  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      System.err.println("PlaceExport: expected: a file to write");
      System.exit(2);
    }
    try (BufferedWriter out = Files.newBufferedWriter(Path.of(args[0]), UTF_8)) {
      Dataset.shipped()
          .read(place ->
              out.write(
                  String.format(
                      Locale.ROOT,
                      "%s %.7f %.7f\n",
                      place.id(),
                      place.latitude(),
                      place.longitude())));
    }
  }
}
