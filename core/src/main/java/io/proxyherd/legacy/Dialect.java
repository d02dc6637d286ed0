package io.proxyherd.legacy;

import io.proxyherd.command.AtLine;
import io.proxyherd.command.Field;
import io.proxyherd.command.LineBuilder;
import io.proxyherd.command.PosixTime;
import io.proxyherd.store.Report;
import java.util.List;
import java.util.Optional;

/**
 * What servers that others wrote put behind the six fields of an AT line. The mirror pair: {@link
 * #print} and {@link #fits}.
 */
public enum Dialect {
  /** Nothing. */
  AT6 {
    @Override
    boolean fits(List<Field> more) {
      return more.isEmpty();
    }

    @Override
    void printMore(Report report, byte[] self, LineBuilder line) {
      line.append('\n');
    }
  },

  /** When the server that sends it heard it, POSIX seconds. */
  AT7 {
    @Override
    boolean fits(List<Field> more) {
      return more.size() == 1 && isTime(more.getFirst());
    }

    @Override
    void printMore(Report report, byte[] self, LineBuilder line) {
      PosixTime.ofNanos(report.receivedAtNanos()).print(line.append(' '));
      line.append('\n');
    }
  },

  /** The same, but on a second line, which has no end but that of the connection. */
  AT7_SPLIT {
    @Override
    boolean fits(List<Field> more) {
      return more.isEmpty();
    }

    @Override
    void printMore(Report report, byte[] self, LineBuilder line) {
      PosixTime.ofNanos(report.receivedAtNanos()).print(line.append('\n'));
    }
  },

  /** The name of the server that sends it. */
  AT_SENDER {
    @Override
    boolean fits(List<Field> more) {
      return more.size() == 1 && areNames(more);
    }

    @Override
    void printMore(Report report, byte[] self, LineBuilder line) {
      line.append(' ').append(self).append('\n');
    }
  },

  /** The names of all servers that it has passed, the one that sends it last. */
  AT_PATH {
    @Override
    boolean fits(List<Field> more) {
      return !more.isEmpty() && areNames(more);
    }

    @Override
    void printMore(Report report, byte[] self, LineBuilder line) {
      // How it came through our herd does not concern others: the server that heard it, and this.
      Field heardBy = report.server();
      if (!heardBy.sameAs(new Field(self, 0, self.length))) {
        line.append(' ').append(heardBy);
      }
      line.append(' ').append(self).append('\n');
    }
  };

  /** Whether what stands behind the six fields is of this dialect. */
  abstract boolean fits(List<Field> more);

  abstract void printMore(Report report, byte[] self, LineBuilder line);

  /** Who sent it, if what fits says that. */
  Optional<Field> lastHop(List<Field> more) {
    return this == AT_SENDER || this == AT_PATH ? Optional.of(more.getLast()) : Optional.empty();
  }

  /**
   * Appends the report with its end, as far as it has one.
   *
   * @param self the name of the server that sends it
   */
  final void print(Report report, byte[] self, LineBuilder line) {
    printMore(report, self, line.append(report.line()));
  }

  /** Whether the field is a time, POSIX seconds. */
  static boolean isTime(Field field) {
    return PosixTime.isValid(field.bytes(), field.from(), field.to());
  }

  private static boolean areNames(List<Field> fields) {
    return fields.stream().allMatch(field -> field.length() <= AtLine.LONGEST_SERVER);
  }
}
