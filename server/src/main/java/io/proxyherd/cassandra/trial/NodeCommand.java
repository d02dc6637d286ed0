package io.proxyherd.cassandra.trial;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line that starts a node. */
final class NodeCommand {
  /** Quick to start rather than quick: a node starts in half the processor time without C2. */
  private static final List<String> JVM =
      List.of(
          "-Xms128m",
          "-Xmx400m",
          "-Xss256k",
          "-XX:MaxDirectMemorySize=256m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:-UsePerfData",
          "-XX:+ExitOnOutOfMemoryError",
          "-Djava.net.preferIPv4Stack=true",
          "-Djdk.attach.allowAttachSelf=true",
          "-Dfile.encoding=UTF-8");

  /** What Cassandra 5.0 needs of the insides of a JDK 17. */
  private static final List<String> EXPORTS =
      List.of(
          "java.base/java.lang.ref",
          "java.base/jdk.internal.misc",
          "java.management.rmi/com.sun.jmx.remote.internal.rmi",
          "java.rmi/sun.rmi.registry",
          "java.rmi/sun.rmi.server",
          "java.sql/java.sql",
          "jdk.attach/sun.tools.attach",
          "jdk.unsupported/sun.misc");

  private static final List<String> OPENS =
      List.of(
          "java.base/java.io",
          "java.base/java.lang",
          "java.base/java.lang.module",
          "java.base/java.lang.reflect",
          "java.base/java.nio",
          "java.base/java.util",
          "java.base/jdk.internal.loader",
          "java.base/jdk.internal.math",
          "java.base/jdk.internal.module",
          "java.base/jdk.internal.ref",
          "java.base/jdk.internal.reflect",
          "java.base/jdk.internal.util.jar",
          "java.base/sun.nio.ch",
          "jdk.management/com.sun.management.internal");

  /** All nodes of a trial start together, and there is no older ring to learn about. */
  private static final List<String> NO_WAITING =
      List.of(
          "-Dcassandra.ring_delay_ms=1000",
          "-Dcassandra.skip_wait_for_gossip_to_settle=0",
          "-Dcassandra.consistent.rangemovement=false",
          "-Dcassandra.superuser_setup_delay_ms=0",
          "-Dcassandra.size_recorder_interval=0");

  private NodeCommand() {}

  static List<String> of(Path java, Path libraries, NodeFiles files) {
    var command = new ArrayList<String>();
    command.add(java.toString());
    command.addAll(JVM);
    EXPORTS.forEach(inside -> command.add("--add-exports=" + inside + "=ALL-UNNAMED"));
    OPENS.forEach(inside -> command.add("--add-opens=" + inside + "=ALL-UNNAMED"));
    command.addAll(NO_WAITING);
    command.add("-Dcassandra.config=" + files.yaml().toUri());
    command.add("-Dcassandra-rackdc.properties=" + files.racks().toUri());
    command.add("-Dcassandra.storagedir=" + files.dir());
    command.add("-Dlogback.configurationFile=" + files.logback());
    command.add("-Dherd.log=" + files.log());
    command.add("-Dcassandra-foreground=yes");
    command.add("-cp");
    command.add(files.tether() + System.getProperty("path.separator") + libraries.resolve("*"));
    command.add("io.proxyherd.launch.Tether");
    command.add("org.apache.cassandra.service.CassandraDaemon");
    return List.copyOf(command);
  }
}
