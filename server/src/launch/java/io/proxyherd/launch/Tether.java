package io.proxyherd.launch;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;

/**
 * Runs another program's main class, and ends with whoever started it: at the end of the input,
 * which comes when that process is gone, however it went. Ctrl-C is for that process alone, which
 * may have things to do before this one ends.
 *
 * <p>For a JVM that is older than the herd's, so compiled for one.
 */
public final class Tether {
  private static final int CUT = 70;

  private Tether() {}

  /**
   * @param args the class to run, and its arguments
   */
  public static void main(String[] args) throws Throwable {
    ignoreInterrupts();
    Thread watch = new Thread(Tether::haltAtEndOfInput, "tether");
    watch.setDaemon(true);
    watch.start();
    String[] rest = new String[args.length - 1];
    System.arraycopy(args, 1, rest, 0, rest.length);
    try {
      Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** As sun.misc.Signal is none of the classes that javac offers for Java 8, by its name. */
  private static void ignoreInterrupts() throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> handler = Class.forName("sun.misc.SignalHandler");
    signal
        .getMethod("handle", signal, handler)
        .invoke(
            null,
            signal.getConstructor(String.class).newInstance("INT"),
            handler.getField("SIG_IGN").get(null));
  }

  /** Not in order: its starter is gone, and what it acknowledged is on the medium. */
  private static void haltAtEndOfInput() {
    try {
      while (System.in.read() >= 0) {
        // Nothing is said here.
      }
    } catch (IOException e) {
      // As good as its end.
    }
    Runtime.getRuntime().halt(CUT);
  }
}
