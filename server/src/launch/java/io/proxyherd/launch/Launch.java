package io.proxyherd.launch;

import java.lang.reflect.InvocationTargetException;

/**
 * What {@code java -jar proxyherd.jar} starts. Compiled for Java 8 so that an old JVM can load it
 * and say in one line that it is too old, instead of printing an UnsupportedClassVersionError.
 */
public final class Launch {
  private static final int NEEDED = 25;

  private Launch() {}

  public static void main(String[] args) throws Throwable {
    String running = System.getProperty("java.specification.version");
    if (running.startsWith("1.") || Integer.parseInt(running) < NEEDED) {
      System.err.println(
          "herd: this is Java "
              + running
              + " (expected: "
              + NEEDED
              + " or newer); start it with bin/herd, "
              + "which looks for a Java "
              + NEEDED
              + ", or set JAVA_HOME to one");
      System.exit(69);
    }
    try {
      // By name: the class file of Main is too new for the JVMs this class is here for.
      Class.forName("io.proxyherd.cli.Main")
          .getMethod("main", String[].class)
          .invoke(null, (Object) args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
