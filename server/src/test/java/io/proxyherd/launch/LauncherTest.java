package io.proxyherd.launch;

import static io.proxyherd.launch.Checkout.WHOLE_JAR;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(OS.WINDOWS)
@Timeout(120)
final class LauncherTest {
  @TempDir private Path dir;

  @Nested
  final class FindingAJava {
    private Checkout checkout;

    @BeforeEach
    void checkout() throws IOException {
      checkout = new Checkout(dir);
      checkout.maven("3.9.16", WHOLE_JAR);
    }

    private String taken(String... environment) throws IOException {
      var result = checkout.start(checkout.root.resolve("bin/herd"), List.of(environment)).result();
      assertThat(result.exitCode()).as(result.err()).isZero();
      return result.out().lines().findFirst().orElse("");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "usr/lib/jvm/some jdk",
          "usr/java/jdk",
          "opt/java",
          "opt/java/jdk",
          "home/.sdkman/candidates/java/25",
          "Library/Java/JavaVirtualMachines/x/Contents/Home"
        })
    void theUsualDirectoriesAreSearched(String where) throws IOException {
      checkout.java("usr/lib/jvm/a-17", "17.0.15");
      checkout.java("usr/lib/jvm/b-8", "1.8.0_442");
      checkout.java(where, "25.0.3");
      assertThat(taken()).isEqualTo(where);
    }

    @Test
    void aJavaOnThePathGoesFirstIfItIsNewEnough() throws IOException {
      checkout.java("usr/lib/jvm/25", "25");
      Path onPath = checkout.java("elsewhere", "26-ea");
      Files.createSymbolicLink(checkout.machine.resolve("bin/java"), onPath.resolve("bin/java"));
      assertThat(taken()).isEqualTo("elsewhere");
      checkout.java("elsewhere", "21.0.1");
      assertThat(taken()).isEqualTo("usr/lib/jvm/25");
    }

    @Test
    void javaHomeGoesBeforeThePathAndHerdJavaBeforeAll() throws IOException {
      Path home = checkout.java("home java", "25");
      Path ordered = checkout.java("ordered java", "25");
      Path old = checkout.java("old java", "17");
      checkout.java("usr/lib/jvm/25", "25");
      assertThat(taken("JAVA_HOME=" + home)).isEqualTo("home java");
      assertThat(taken("JAVA_HOME=" + old)).isEqualTo("usr/lib/jvm/25");
      assertThat(taken("JAVA_HOME=" + home, "HERD_JAVA=" + ordered)).isEqualTo("ordered java");
      assertThat(taken("HERD_JAVA=" + ordered.resolve("bin/java"))).isEqualTo("ordered java");
    }

    @Test
    void aJavaWithoutAReleaseFileIsAsked() throws IOException {
      Path home = checkout.java("bare", "25");
      Files.delete(home.resolve("release"));
      Files.writeString(
          home.resolve("bin/java"),
          "#!/bin/sh\necho 'openjdk version \"25.0.1\"' >&2; echo bare\n");
      assertThat(taken("JAVA_HOME=" + home)).isEqualTo("bare");
    }

    @Test
    void anOrderThatCannotBeFollowedIsRefused() throws IOException {
      checkout.java("usr/lib/jvm/25", "25");
      Path old = checkout.java("old", "17.0.1");
      for (Path ordered : List.of(old, checkout.machine.resolve("nowhere"))) {
        var result =
            checkout
                .start(checkout.root.resolve("bin/herd"), List.of("HERD_JAVA=" + ordered))
                .result();
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err().lines())
            .singleElement()
            .asString()
            .startsWith("herd: HERD_JAVA=" + ordered + ": ")
            .contains("Java 25 or newer");
      }
    }

    @Test
    void whenThereIsNoneWhatWasFoundAndTheCureAreSaid() throws IOException {
      checkout.java("usr/lib/jvm/17", "17.0.15");
      var result = checkout.run();
      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.err().lines())
          .singleElement()
          .asString()
          .startsWith("herd: no Java 25 or newer in HERD_JAVA, JAVA_HOME, PATH, /usr/lib/jvm")
          .contains("found: Java 17 in ", "install a JDK 25, or set HERD_JAVA");
      assertThat(checkout.builds()).isZero();
    }
  }

  @Nested
  final class Starting {
    @Test
    void argumentsReachTheJvmAsTheyAre() throws IOException {
      var checkout = new Checkout(dir);
      checkout.maven("3.9.16", WHOLE_JAR);
      checkout.java("usr/lib/jvm/25", "25");
      Path link =
          Files.createSymbolicLink(dir.resolve("a link"), checkout.root.resolve("bin/herd"));
      var result =
          checkout
              .start(link, List.of("HERD_OPTS=-Xmx1g -Xss1m"), "send", "a:1", "IAMAT  *", "")
              .result();
      assertThat(result.out().lines().filter(line -> line.startsWith("arg ")))
          .containsSequence(
              "arg -Xmx1g",
              "arg -Xss1m",
              "arg -jar",
              "arg " + checkout.jar.toRealPath(),
              "arg send",
              "arg a:1",
              "arg IAMAT  *",
              "arg ");
    }
  }

  @Nested
  final class GettingCassandra {
    private static final String COPY =
        "case \"$*\" in *cassandra/pom.xml*) mkdir -p cassandra/target/lib; echo \"$*\" >> copies;;"
            + " *) "
            + WHOLE_JAR
            + ";; esac";
    private Checkout checkout;

    @BeforeEach
    void checkout() throws IOException {
      checkout = new Checkout(dir);
      checkout.java("usr/lib/jvm/25", "25");
      checkout.maven("3.9.16", COPY);
      Files.createDirectories(checkout.root.resolve("cassandra"));
      Files.writeString(checkout.root.resolve("cassandra/pom.xml"), "<project/>");
    }

    private String property() throws IOException {
      return "arg -Dherd.cassandra.lib=" + checkout.root.toRealPath() + "/cassandra/target/lib";
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "up --store cassandra",
          "up --demo --store=cassandra",
          "--debug up --store cassandra"
        })
    void itIsFetchedOnceForATrial(String args) throws IOException {
      var first = checkout.run(args.split(" ", -1));
      assertThat(first.exitCode()).as(first.err()).isZero();
      assertThat(first.err())
          .endsWith("herd: getting Cassandra by Maven, 70 MB if it never did...\n");
      assertThat(first.out()).contains(property());
      assertThat(checkout.run(args.split(" ", -1)).err()).isEmpty();
      assertThat(checkout.builds()).isEqualTo(2);
      assertThat(Files.readString(checkout.root.resolve("copies"))).contains("generate-resources");
    }

    @Test
    void nobodyElseFetchesIt() throws IOException {
      for (String args :
          List.of("up", "up --demo", "status --store cassandra", "up --store=herd")) {
        assertThat(checkout.run(args.split(" ", -1)).out()).doesNotContain("herd.cassandra.lib");
      }
      assertThat(checkout.root.resolve("copies")).doesNotExist();
    }

    @Test
    void itIsFetchedAgainWhenThePomIsNewer() throws IOException {
      checkout.run("up", "--store", "cassandra");
      Files.setLastModifiedTime(
          checkout.root.resolve("cassandra/pom.xml"),
          FileTime.from(Instant.now().plusSeconds(100)));
      checkout.run("up", "--store", "cassandra");
      assertThat(Files.readAllLines(checkout.root.resolve("copies"))).hasSize(2);
    }

    @Test
    void whatIsHalfCopiedIsForgotten() throws IOException {
      checkout.run();
      checkout.maven("3.9.16", "mkdir -p cassandra/target/lib; echo offline; exit 1");
      var result = checkout.run("up", "--store", "cassandra");
      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.err()).contains("offline\n", "herd: the build failed;");
      checkout.maven("3.9.16", COPY);
      assertThat(checkout.run("up", "--store", "cassandra").exitCode()).isZero();
      assertThat(checkout.root.resolve("copies")).exists();
    }
  }

  @Nested
  final class Building {
    private Checkout checkout;

    @BeforeEach
    void checkout() throws IOException {
      checkout = new Checkout(dir);
      checkout.java("usr/lib/jvm/25", "25");
      checkout.maven("3.8.7", "echo noise\n" + WHOLE_JAR);
    }

    private void age(Path file, int seconds) throws IOException {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(seconds)));
    }

    @Test
    void theJarIsBuiltOnFirstUseInOneLine() throws IOException {
      assertThat(checkout.run())
          .returns(0, Checkout.Result::exitCode)
          .returns(
              "herd: building the jar from its sources, which takes a minute...\n",
              Checkout.Result::err);
      assertThat(checkout.run().err()).isEmpty();
      assertThat(checkout.builds()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pom.xml", "server/src/main/A.java", "core/src/main"})
    void theJarIsBuiltAgainWhenASourceIsNewer(String source) throws IOException {
      checkout.run();
      age(checkout.root.resolve(source), 100);
      checkout.run();
      assertThat(checkout.builds()).isEqualTo(2);
    }

    @Test
    void aJarThatWasCutShortIsBuiltAgain() throws IOException {
      checkout.run();
      Files.writeString(checkout.jar, "PK half a jar, long enough to hold an end");
      age(checkout.jar, 100);
      assertThat(checkout.run().exitCode()).isZero();
      assertThat(checkout.builds()).isEqualTo(2);
    }

    @Test
    void whatMavenSaysIsShownWhenTheBuildFails() throws IOException {
      checkout.maven("3.9.1", "echo 'A.java:1: broken'\nexit 1");
      var result = checkout.run();
      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.err()).contains("A.java:1: broken\n", "herd: the build failed;");
      checkout.maven("3.9.1", WHOLE_JAR);
      assertThat(checkout.run().exitCode()).isZero();
    }

    @Test
    void aMissingMavenIsSaid() throws IOException {
      Files.delete(checkout.machine.resolve("bin/mvn"));
      assertThat(checkout.run().err())
          .isEqualTo(
              "herd: mvn is missing (expected: Maven 3.8.7 or newer, to build the jar);"
                  + " install Maven and start herd again\n");
    }

    @ParameterizedTest
    @CsvSource({
      "3.8.6, false",
      "3.8.7, true",
      "3.8.10, true",
      "3.10.0, true",
      "4.0.0, true",
      "2.9.9, false",
    })
    void anOldMavenIsRefused(String version, boolean accepted) throws IOException {
      checkout.maven(version, WHOLE_JAR);
      var result = checkout.run();
      assertThat(result.exitCode()).as(result.err()).isEqualTo(accepted ? 0 : 1);
      if (!accepted) {
        assertThat(result.err()).startsWith("herd: mvn is Maven " + version + " (expected: 3.8.7");
      }
    }

    @Test
    void twoLaunchersAtOnceBuildOnce() throws IOException {
      checkout.maven("3.9.1", "until [ -e go ]; do sleep 0.05; done\n" + WHOLE_JAR);
      var first = checkout.start();
      Checkout.until(() -> checkout.builds() == 1);
      var second = checkout.start();
      Checkout.until(() -> Checkout.read(second.err()).contains("waiting for the build"));
      Files.createFile(checkout.root.resolve("go"));
      assertThat(first.result().exitCode()).isZero();
      assertThat(second.result().exitCode()).isZero();
      assertThat(checkout.builds()).isEqualTo(1);
    }

    @Test
    void theLockOfADeadLauncherIsRemoved() throws IOException {
      Path lock = checkout.root.resolve("server/target/herd-build.lock");
      Files.createDirectories(lock.getParent());
      Files.createSymbolicLink(lock, Path.of("999999999"));
      assertThat(checkout.run().exitCode()).isZero();
      assertThat(Files.isSymbolicLink(lock)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
    void aBuildThatIsStoppedLeavesNothingHalfMade(String signal, int exitCode)
        throws IOException, InterruptedException {
      Signals.assumeHeard(signal);
      checkout.maven("3.9.1", WHOLE_JAR + "\necho $$ > mvn.pid\nwhile :; do sleep 0.05; done");
      var launcher = checkout.start();
      Path pid = checkout.root.resolve("mvn.pid");
      Checkout.until(() -> Files.exists(pid) && Checkout.read(pid).endsWith("\n"));
      new ProcessBuilder("kill", "-" + signal, String.valueOf(launcher.process().pid()))
          .start()
          .waitFor();
      var result = launcher.result();
      assertThat(result.exitCode()).isEqualTo(exitCode);
      assertThat(result.err()).endsWith("herd: the build was stopped\n");
      assertThat(checkout.jar).doesNotExist();
      assertThat(checkout.root.resolve("server/target/classes")).doesNotExist();
      assertThat(ProcessHandle.of(Long.parseLong(Checkout.read(pid).strip()))).isEmpty();
      checkout.maven("3.9.1", WHOLE_JAR);
      assertThat(checkout.run().exitCode()).isZero();
    }
  }
}
