package io.proxyherd;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * A test that holds for every seed: runs once for each of the seeds 0..count-1, which it takes as
 * its one {@code long} parameter. A failing run shows its seed in its name; {@code mvn verify
 * -Dherd.seed=7} runs that seed alone.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "seed {0} (replay: -Dherd.seed={0})")
@ArgumentsSource(Seeds.Source.class)
public @interface Seeds {
  /** How many seeds to run. */
  int count() default 100;

  /** Yields the seeds. */
  final class Source implements ArgumentsProvider {
    @Override
    public Stream<? extends Arguments> provideArguments(
        ParameterDeclarations parameters, ExtensionContext context) {
      String only = System.getProperty("herd.seed", "");
      if (!only.isEmpty()) {
        return Stream.of(Arguments.of(Long.parseLong(only)));
      }
      int count = context.getRequiredTestMethod().getAnnotation(Seeds.class).count();
      return LongStream.range(0, count).mapToObj(Arguments::of);
    }
  }
}
