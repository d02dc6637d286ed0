package io.proxyherd.system;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The house as ARCHITECTURE.md draws it. */
final class ArchitectureTest {
  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("io.proxyherd");

  private static final String[] CORE = {
    "io.proxyherd.geo..",
    "io.proxyherd.time..",
    "io.proxyherd.command..",
    "io.proxyherd.store..",
    "io.proxyherd.journal..",
    "io.proxyherd.link..",
    "io.proxyherd.legacy..",
    "io.proxyherd.stream..",
    "io.proxyherd.near..",
    "io.proxyherd.mirror..",
    "io.proxyherd.node..",
  };

  @Test
  void dependenciesPointInward() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("geo")
        .definedBy("io.proxyherd.geo..")
        .layer("time")
        .definedBy("io.proxyherd.time..")
        .layer("command")
        .definedBy("io.proxyherd.command..")
        .layer("store")
        .definedBy("io.proxyherd.store..")
        .layer("journal")
        .definedBy("io.proxyherd.journal..")
        .layer("link")
        .definedBy("io.proxyherd.link..")
        .layer("legacy")
        .definedBy("io.proxyherd.legacy..")
        .layer("stream")
        .definedBy("io.proxyherd.stream..")
        .layer("near")
        .definedBy("io.proxyherd.near..")
        .layer("mirror")
        .definedBy("io.proxyherd.mirror..")
        .layer("node")
        .definedBy("io.proxyherd.node..")
        .layer("places")
        .definedBy("io.proxyherd.places..")
        .layer("cassandra")
        .definedBy("io.proxyherd.cassandra..")
        .layer("disk")
        .definedBy("io.proxyherd.disk..")
        .layer("transport")
        .definedBy("io.proxyherd.transport..")
        .layer("metrics")
        .definedBy("io.proxyherd.metrics..")
        .layer("gateway")
        .definedBy("io.proxyherd.gateway..")
        .layer("rows")
        .definedBy("io.proxyherd.rows..")
        .layer("moving")
        .definedBy("io.proxyherd.moving..")
        .layer("inquiry")
        .definedBy("io.proxyherd.inquiry..")
        .layer("config")
        .definedBy("io.proxyherd.config..")
        .layer("text")
        .definedBy("io.proxyherd.text..")
        .layer("replay")
        .definedBy("io.proxyherd.replay..")
        .layer("load")
        .definedBy("io.proxyherd.load..")
        .layer("demo")
        .definedBy("io.proxyherd.demo..")
        .layer("ops")
        .definedBy("io.proxyherd.ops..")
        .layer("cli")
        .definedBy("io.proxyherd.cli..")
        .whereLayer("geo")
        .mayNotAccessAnyLayer()
        .whereLayer("time")
        .mayNotAccessAnyLayer()
        .whereLayer("command")
        .mayOnlyAccessLayers("geo")
        .whereLayer("store")
        .mayOnlyAccessLayers("command")
        .whereLayer("journal")
        .mayOnlyAccessLayers("store", "command", "time")
        .whereLayer("link")
        .mayOnlyAccessLayers("store", "command", "time")
        .whereLayer("legacy")
        .mayOnlyAccessLayers("link", "store", "command")
        .whereLayer("stream")
        .mayOnlyAccessLayers("link", "store", "command", "geo", "time")
        .whereLayer("near")
        .mayOnlyAccessLayers("link", "store", "command", "geo", "time")
        .whereLayer("mirror")
        .mayOnlyAccessLayers("link", "store", "command", "time")
        .whereLayer("node")
        .mayOnlyAccessLayers(
            "mirror", "near", "stream", "legacy", "link", "journal", "store", "command", "geo",
            "time")
        .whereLayer("places")
        .mayOnlyAccessLayers("node", "geo", "text")
        .whereLayer("cassandra")
        .mayOnlyAccessLayers("store", "command", "time")
        .whereLayer("disk")
        .mayOnlyAccessLayers("journal", "store", "time")
        .whereLayer("transport")
        .mayOnlyAccessLayers("node", "legacy", "link", "time")
        .whereLayer("metrics")
        .mayOnlyAccessLayers(
            "cassandra", "disk", "places", "node", "journal", "legacy", "link", "store", "time")
        .whereLayer("rows")
        .mayOnlyAccessLayers("store", "command", "text")
        .whereLayer("moving")
        .mayOnlyAccessLayers("rows", "gateway", "cassandra", "config", "store", "command", "text")
        .whereLayer("gateway")
        .mayOnlyAccessLayers(
            "rows",
            "transport",
            "metrics",
            "config",
            "node",
            "stream",
            "near",
            "journal",
            "link",
            "store",
            "command",
            "geo",
            "text")
        .whereLayer("inquiry")
        .mayOnlyAccessLayers("gateway", "config", "text")
        .whereLayer("config")
        .mayOnlyAccessLayers("text")
        .whereLayer("text")
        .mayNotAccessAnyLayer()
        .whereLayer("replay")
        .mayOnlyAccessLayers("config", "command")
        .whereLayer("load")
        .mayOnlyAccessLayers("config", "command")
        .whereLayer("demo")
        .mayOnlyAccessLayers("geo")
        .whereLayer("ops")
        .mayOnlyAccessLayers(
            "gateway",
            "metrics",
            "transport",
            "cassandra",
            "disk",
            "places",
            "config",
            "text",
            "node",
            "journal",
            "legacy",
            "mirror",
            "link",
            "store",
            "command")
        .whereLayer("cli")
        .mayOnlyAccessLayers(
            "ops",
            "moving",
            "cassandra",
            "inquiry",
            "gateway",
            "replay",
            "load",
            "demo",
            "config",
            "text",
            "places",
            "transport",
            "node",
            "store")
        .check(HOUSE);
  }

  @Test
  void packagesHaveNoCycle() {
    slices().matching("io.proxyherd.(**)").should().beFreeOfCycles().check(HOUSE);
  }

  @Test
  void theCoreKnowsOnlyItselfAndPureJava() {
    classes()
        .that()
        .resideInAnyPackage(CORE)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(CORE)
                .or(
                    resideInAnyPackage(
                        "java.lang",
                        "java.lang.invoke",
                        "java.lang.runtime",
                        "java.nio",
                        "java.nio.charset",
                        "java.time",
                        "java.util",
                        "java.util.function",
                        "java.util.random",
                        "java.util.regex",
                        "java.util.stream",
                        "java.util.zip",
                        "org.jspecify.annotations"))
                // What a disk throws.
                .or(type(java.io.IOException.class))
                // Arrays of primitives have no package.
                .or(resideInAnyPackage("")))
        .check(HOUSE);
  }

  @Test
  void theCoreAndTheDemosRoutesHaveNoClockNoRandomAndNoThread() {
    noClasses()
        .that()
        .resideInAnyPackage(CORE)
        .or()
        .resideInAPackage("io.proxyherd.demo.route")
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(
            Thread.class,
            java.util.Random.class,
            java.util.Timer.class,
            java.time.Clock.class,
            java.util.UUID.class)
        .check(HOUSE);
  }

  @Test
  void nothingOfTheCoreIsCalledGetSomething() {
    noMethods()
        .that()
        .areDeclaredInClassesThat()
        .resideInAnyPackage(CORE)
        .should()
        .haveNameMatching("get[A-Z].*")
        .check(HOUSE);
  }

  @Test
  void everyPackageIsNullMarked() {
    assertThat(HOUSE.stream().map(c -> c.getPackage()).distinct())
        .filteredOn(p -> !p.getName().equals("io.proxyherd.launch"))
        .filteredOn(p -> !isNullMarked(p))
        .isEmpty();
  }

  private static boolean isNullMarked(JavaPackage p) {
    return p.isAnnotatedWith(NullMarked.class);
  }
}
