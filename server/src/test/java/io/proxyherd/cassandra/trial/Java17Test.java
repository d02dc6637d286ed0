package io.proxyherd.cassandra.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
final class Java17Test {
  @TempDir private Path dir;

  private Path jdk(String where, String version) throws IOException {
    Path home = dir.resolve(where);
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(
        home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    Files.createFile(
        home.resolve("bin/java"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    return home;
  }

  private Path found(Map<String, String> variables) throws TrialFailure {
    return dir.relativize(Java17.find(variables, dir.resolve("jvm")));
  }

  @Test
  void itIsTheFirstOfAllThatIs17() throws Exception {
    jdk("jvm/a", "1.8.0_442");
    jdk("jvm/b", "11.0.2");
    jdk("jvm/c", "17.0.15");
    jdk("jvm/d", "17");
    jdk("jvm/e", "170.1");
    assertThat(found(Map.of())).hasToString("jvm/c/bin/java");
  }

  @Test
  void javaHomeGoesBeforeThePathAndThatBeforeTheSystem() throws Exception {
    Path home = jdk("home", "17.0.1");
    Path onPath = jdk("elsewhere", "17.0.2");
    jdk("jvm/c", "17.0.15");
    Path links = Files.createDirectories(dir.resolve("links"));
    Files.createSymbolicLink(links.resolve("java"), onPath.resolve("bin/java"));
    String path = "/nowhere:" + links;
    assertThat(found(Map.of("JAVA_HOME", home.toString(), "PATH", path)))
        .hasToString("home/bin/java");
    assertThat(found(Map.of("PATH", path))).hasToString("elsewhere/bin/java");
    Path young = jdk("young", "25.0.1");
    assertThat(found(Map.of("JAVA_HOME", young.toString()))).hasToString("jvm/c/bin/java");
  }

  @Test
  void anOrderIsFollowedOrRefused() throws Exception {
    Path ordered = jdk("ordered", "17.0.1");
    Path home = jdk("home", "17.0.1");
    assertThat(found(Map.of("JAVA17_HOME", ordered.toString(), "JAVA_HOME", home.toString())))
        .hasToString("ordered/bin/java");
    Path young = jdk("young", "21");
    assertThatThrownBy(
            () -> found(Map.of("JAVA17_HOME", young.toString(), "JAVA_HOME", home.toString())))
        .isInstanceOf(TrialFailure.class)
        .hasMessageStartingWith("Java 17: none in JAVA17_HOME=" + young + " (expected: a JDK 17");
  }

  @Test
  void whereThereIsNoneTheCureIsSaid() {
    assertThatThrownBy(() -> found(Map.of()))
        .isInstanceOf(TrialFailure.class)
        .hasMessage(
            "Java 17: none in JAVA_HOME, PATH or "
                + dir.resolve("jvm")
                + " (expected: a JDK 17, on which Cassandra 5.0 runs; install one or set"
                + " JAVA17_HOME)");
  }
}
