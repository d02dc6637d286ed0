package io.proxyherd.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader of metrics that other tests rely on notices what is wrong. */
final class ScrapeTest {
  private static final String GOOD =
      """
      # HELP x_total X
      # TYPE x_total counter
      x_total{a="1",b="2"} 3.0
      x_total{a="2",b="2"} 4.0
      # HELP h_seconds H
      # TYPE h_seconds histogram
      h_seconds_bucket{le="0.1"} 1
      h_seconds_bucket{le="0.5"} 1
      h_seconds_bucket{le="+Inf"} 2
      h_seconds_count 2
      h_seconds_sum 1.5
      """;

  @Test
  void whatIsGoodIsRead() {
    var scrape = new Scrape(GOOD, false);
    assertThat(scrape.value("x_total", "a", "2")).isEqualTo(4);
    assertThat(scrape.value("x_total", "b", "2")).isEqualTo(7);
    assertThat(scrape.perhaps("x_total", "b", "3")).isEmpty();
    assertThat(scrape.families()).containsExactly("x_total", "h_seconds");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "h_seconds_bucket{le=\"0.5\"} 1|h_seconds_bucket{le=\"0.5\"} 0",
        "h_seconds_bucket{le=\"0.5\"} 1|h_seconds_bucket{le=\"0.05\"} 1",
        "h_seconds_bucket{le=\"+Inf\"} 2\n|",
        "h_seconds_count 2|h_seconds_count 3",
        "h_seconds_sum 1.5\n|",
        "x_total{a=\"2\",b=\"2\"} 4.0|x_total{a=\"1\",b=\"2\"} 4.0",
        "x_total{a=\"2\",b=\"2\"} 4.0|x_total{a=\"2\",a=\"2\"} 4.0",
        "x_total{a=\"2\",b=\"2\"} 4.0|x_total{a=\"2\"\",b=\"2\"} 4.0",
        "x_total{a=\"2\",b=\"2\"} 4.0|x_total{a=\"2\",b=\"2\"} -4.0",
        "x_total{a=\"2\",b=\"2\"} 4.0|y_total 4.0",
        "# HELP h_seconds H\n|",
        "# TYPE x_total counter\n|",
        "# TYPE x_total counter|# TYPE x_total gauge",
        "# HELP h_seconds H|# HELP x_total X",
        "h_seconds_sum 1.5\n|h_seconds_sum 1.5",
      })
  void whatIsWrongIsNoticed(String change) {
    String[] pair = change.split("\\|", -1);
    assertThat(GOOD).containsOnlyOnce(pair[0]);
    String bad = GOOD.replace(pair[0], pair[1]);
    assertThatThrownBy(() -> new Scrape(bad, false)).isInstanceOf(AssertionError.class);
  }

  @Test
  void openMetricsEndsWithItsEnd() {
    String open = GOOD.replace("# HELP x_total", "# HELP x").replace("# TYPE x_total", "# TYPE x");
    assertThatCode(() -> new Scrape(open + "# EOF\n", true)).doesNotThrowAnyException();
    assertThatThrownBy(() -> new Scrape(open, true)).isInstanceOf(AssertionError.class);
  }
}
