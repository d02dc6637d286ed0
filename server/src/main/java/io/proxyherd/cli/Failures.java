package io.proxyherd.cli;

import io.proxyherd.config.ConfigException;
import io.proxyherd.config.NearMiss;
import io.proxyherd.text.Printable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong, in one line and never as a stack trace, and chooses the exit code. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private final BooleanSupplier debug;

  /**
   * Failures of one command line.
   *
   * @param debug whether a developer asked for the stack trace as well
   */
  Failures(BooleanSupplier debug) {
    this.debug = debug;
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    command.getErr().println("herd: " + problem(e) + "; " + cure(command));
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static String problem(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      String typed = unmatched.getUnmatched().getFirst();
      var known = new ArrayList<>(e.getCommandLine().getSubcommands().keySet());
      known.addAll(e.getCommandLine().getCommandSpec().optionsMap().keySet());
      return Printable.text(typed)
          + ": unknown"
          + NearMiss.find(typed, known).map(name -> " (did you mean " + name + "?)").orElse("");
    }
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static String cure(CommandLine command) {
    return "see " + command.getCommandSpec().qualifiedName() + " --help";
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    switch (e) {
      case ConfigException refused when refused.complaints().size() == 1 ->
          err.println("herd: " + refused.complaints().getFirst());
      case ConfigException refused -> {
        refused.complaints().forEach(err::println);
        err.println("herd: the configuration is refused; correct what is named above");
      }
      case CommandFailure failure -> err.println("herd: " + failure.getMessage());
      default -> err.println("herd: an error of our own: " + show(e) + "; --debug shows more");
    }
    if (debug.getAsBoolean()) {
      e.printStackTrace(err);
    }
    return command.getCommandSpec().exitCodeOnExecutionException();
  }

  private static String show(Exception e) {
    return Printable.text(e.toString());
  }
}
