package io.proxyherd.replay.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimeParserTest {
  private static final TimeParser UTC = new TimeParser(ZoneOffset.UTC);

  @ParameterizedTest
  @CsvSource({
    "1479413884.392014450, 1479413884.392014450",
    "1479413884, 1479413884",
    "1479413884.000, 1479413884.000",
    "0, 0",
    "999999999999.123456789012345678, 999999999999.123456789012345678",
    "1479413884392, 1479413884.392",
    "1479413884392.5, 1479413884.3925",
    "1.479413884E9, 1479413884",
    "2015-03-07T10:03:34-06:00, 1425744214",
    "2015-03-07T16:03:34Z, 1425744214",
    "2015-03-07t16:03:34z, 1425744214",
    "2015-03-07T16:03:34.120000000Z, 1425744214.120000000",
    "2015-03-07T16:03:34.123456789012Z, 1425744214.123456789012",
    "2015-03-07T16:03Z, 1425744180",
    "2015-03-07 16:03:34 UTC, 1425744214",
    "2015-03-07T21:33:34+0530, 1425744214",
    "2016-08-26 09:00:00.206, 1472202000.206",
    "2016-08-26 09:00:00, 1472202000",
  })
  void readsEveryFormWithoutLosingADigit(String text, String posix) {
    assertThat(UTC.parse(text)).hasValue(new TimeText(posix));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-1",
        "-0.5",
        "noon",
        "NaN",
        "inf",
        "1e99",
        "1e-9999999999",
        "0x10",
        "1,5",
        "1969-12-31T23:59:59Z",
        "2016-02-30 09:00:00",
        "2016-08-26",
        "2016-08-26 25:00:00",
        "2016-08-26 09:00:00+19:00",
        "1479413884.1234567890123456789",
        "14794138843920",
      })
  void refusesWhatIsNoTimeOrNegative(String text) {
    assertThat(UTC.parse(text)).isEmpty();
  }

  @Test
  void takesTimesWithoutAnOffsetInTheGivenZone() {
    var helsinki = new TimeParser(ZoneId.of("Europe/Helsinki"));

    assertThat(helsinki.parse("2016-08-26 09:00:00.206")).hasValue(new TimeText("1472191200.206"));
    assertThat(helsinki.parse("2016-08-26T09:00:00Z")).hasValue(new TimeText("1472202000"));
  }

  @Test
  void takesTheFirstOfAnHourThatTheZoneHasTwice() {
    var helsinki = new TimeParser(ZoneId.of("Europe/Helsinki"));

    assertThat(helsinki.parse("2016-10-30 03:30:00"))
        .isEqualTo(helsinki.parse("2016-10-30T03:30:00+03:00"));
  }

  @Test
  void ordersTimesByValueNotByText() {
    assertThat(new TimeText("9.5")).isLessThan(new TimeText("10"));
    assertThat(new TimeText("5.09")).isLessThan(new TimeText("5.1"));
    assertThat(new TimeText("5.0")).isEqualByComparingTo(new TimeText("5.00"));
    assertThat(new TimeText("1.000000000000000001")).isGreaterThan(new TimeText("1"));
  }
}
