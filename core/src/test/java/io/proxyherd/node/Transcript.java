package io.proxyherd.node;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A conversation with servers, as a text file of one step a line. Its bytes are the wire's bytes;
 * {@code \r \n \t \v \f \\ \xNN} stand for what a text file does not hold, and {@code \{text*9}}
 * for the text nine times.
 *
 * <pre>
 * # why                        a comment
 * &gt; text                       the client sends the text and LF
 * &gt;&gt; text                      the client sends the text alone
 * &lt; text                       the client is sent the text and LF
 * half-close                   the client closes its sending side
 * closed  |  open              the server has closed the connection, or has not
 * Ball &gt; text                  the same for a client of the server Ball
 * Ball#2 &gt; text                … for a second one
 * setting idle-flush 200 ms    before the first step: how the servers are set
 * link Alford Ball             two servers are neighbours
 * legacy Bohr at6              Alford has a neighbour that others wrote, and feeds it
 * Alford{@literal @}Bohr &gt; text          somebody says it from Bohr's address; two: {@literal @}Bohr,Curie
 * Bohr &lt; text                  Bohr is sent the text and LF
 * {@literal @} 1479413884.655             every server's clock is set
 * {@literal @}Ball 1479413884.655         one server's clock is set
 * advance 2 s                  time passes
 * places found {"a":1} | fail UNKNOWN_ERROR text | after 3 s | never
 * </pre>
 *
 * <p>Without a name it is Alford's first client. At each step that is not an expectation, and at
 * the end, everything that was sent must have been expected.
 */
record Transcript(String name, List<Transcript.Step> steps) {
  /** One line. */
  sealed interface Step {
    /** The client sends bytes, given as Latin-1. */
    record Send(String client, String text) implements Step {}

    /** The client is sent bytes. */
    record Expect(String client, String text) implements Step {}

    /** The client closes its sending side. */
    record HalfClose(String client) implements Step {}

    /** Whether the server has closed the connection. */
    record Closed(String client, boolean closed) implements Step {}

    /** Anything that concerns no client: a keyword and its arguments. */
    record Directive(String keyword, String arguments) implements Step {}
  }

  private static final Pattern CLIENT_STEP =
      Pattern.compile(
          "(?:([A-Z]\\w*(?:#\\d)?(?:@[\\w,]+)?) )?(>>|>|<|half-close|closed|open)(?: (.*))?");
  private static final Pattern DIRECTIVE =
      Pattern.compile("(setting|link|legacy|@\\w*|advance|places) (.+)");
  private static final Pattern ESCAPE =
      Pattern.compile("\\\\(?:([rntvf\\\\])|x([0-9A-F]{2})|\\{(.+?)\\*(\\d+)})");

  static Transcript read(Path file) {
    try {
      var steps = new ArrayList<Step>();
      for (String line : Files.readAllLines(file, ISO_8859_1)) {
        if (!line.isBlank() && !line.startsWith("#")) {
          steps.add(step(line).orElseThrow(() -> new IOException(file + ": no step: " + line)));
        }
      }
      return new Transcript(file.getFileName().toString().replace(".txt", ""), steps);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Step> step(String line) {
    Matcher client = CLIENT_STEP.matcher(line);
    if (client.matches()) {
      String name = Optional.ofNullable(client.group(1)).orElse("Alford");
      String text = unescape(Optional.ofNullable(client.group(3)).orElse(""));
      return Optional.of(
          switch (client.group(2)) {
            case ">" -> new Step.Send(name, text + "\n");
            case ">>" -> new Step.Send(name, text);
            case "<" -> new Step.Expect(name, text + "\n");
            case "half-close" -> new Step.HalfClose(name);
            case "closed" -> new Step.Closed(name, true);
            default -> new Step.Closed(name, false);
          });
    }
    Matcher directive = DIRECTIVE.matcher(line);
    return directive.matches()
        ? Optional.of(new Step.Directive(directive.group(1), directive.group(2)))
        : Optional.empty();
  }

  private static String unescape(String text) {
    return ESCAPE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(meaning(found)));
  }

  private static String meaning(MatchResult escape) {
    if (escape.group(1) != null) {
      return switch (escape.group(1)) {
        case "r" -> "\r";
        case "n" -> "\n";
        case "t" -> "\t";
        case "v" -> "\u000b";
        case "f" -> "\f";
        default -> "\\";
      };
    }
    if (escape.group(2) != null) {
      return String.valueOf((char) Integer.parseInt(escape.group(2), 16));
    }
    return escape.group(3).repeat(Integer.parseInt(escape.group(4)));
  }
}
