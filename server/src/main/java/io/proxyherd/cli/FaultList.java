package io.proxyherd.cli;

import io.proxyherd.sim.Fault;
import io.proxyherd.text.Printable;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The faults that a simulated herd goes through, and no others. */
record FaultList(Set<Fault> faults) {
  /** Reads a list such as {@code KILL,CUT}, or {@code NONE}. */
  static final class Converter implements ITypeConverter<FaultList> {
    @Override
    public FaultList convert(String text) {
      String names = text.toUpperCase(Locale.ROOT);
      if (names.equals("NONE")) {
        return new FaultList(Set.of());
      }
      try {
        return new FaultList(
            Arrays.stream(names.split(",", -1))
                .map(Fault::valueOf)
                .collect(Collectors.toUnmodifiableSet()));
      } catch (IllegalArgumentException _) {
        throw new TypeConversionException(
            Printable.text(text)
                + " (expected: NONE, or some of "
                + Arrays.stream(Fault.class.getEnumConstants())
                    .map(Fault::name)
                    .collect(Collectors.joining(","))
                + ")");
      }
    }
  }
}
