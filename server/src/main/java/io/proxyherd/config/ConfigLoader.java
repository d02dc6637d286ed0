package io.proxyherd.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Loads a herd's configuration: the standard values, under the file, under the environment. */
public final class ConfigLoader {
  private ConfigLoader() {}

  /**
   * The herd that the file and the environment describe.
   *
   * @param file relative paths in it are relative to its directory; without a file, to the working
   *     directory
   * @param environment variables whose names do not start with {@code HERD_} are ignored
   * @throws ConfigException with all that is wrong
   */
  public static HerdConfig load(Optional<Path> file, Map<String, String> environment) {
    var complaints = new Complaints();
    Written written =
        file.map(path -> HerdFile.read(path, complaints))
            .orElse(Written.nothing())
            .orStandardHerd();
    Path directory = file.flatMap(it -> Optional.ofNullable(it.getParent())).orElse(Path.of(""));
    HerdConfig herd =
        new HerdReader(
                Environment.override(written, environment, complaints), directory, complaints)
            .herd();
    complaints.throwIfAny();
    return herd;
  }
}
