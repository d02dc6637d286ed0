package io.proxyherd.replay.track;

import static io.proxyherd.replay.track.TrackFormat.CSV;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxyherd.replay.track.TrackOptions.Fields;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CsvReaderTest {
  private static final String HEADER = "vehicle_id,timestamp,latitude,longitude\n";

  private static List<String> read(String text) throws IOException {
    return Tracks.read(CSV, text);
  }

  private static TrackOptions options(
      Optional<String> client, Fields fields, boolean header, boolean keepZero) {
    return new TrackOptions(
        Optional.empty(), client, fields, Optional.empty(), header, ZoneOffset.UTC, keepZero);
  }

  @Nested
  final class Columns {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "vehicle_id,timestamp,speed,latitude,longitude | kiwi,5,0.0,34.1,-118.4",
          "time,device_id,lat,lng,activity | 5,kiwi,34.1,-118.4,WALKING",
          "ID;DateTime;Lat;Lon | kiwi;5;34.1;-118.4",
          "id,vehicle_id,time,lat,lon | 77,kiwi,5,34.1,-118.4",
        })
    void areGuessedByTheirUsualNames(String header, String row) throws IOException {
      assertThat(read(header + "\n" + row)).containsExactly("2: kiwi +34.1-118.4 5");
    }

    @Test
    void areSeparatedByTabsIfTheHeaderIs() throws IOException {
      assertThat(read("client\ttime\tlat\tlon\nkiwi\t5\t1\t2\n")).containsExactly("2: kiwi +1+2 5");
    }

    @Test
    void areNamedOrNumbered() throws IOException {
      var fields =
          new Fields(Optional.of("bus"), Optional.of("2"), Optional.of("north"), Optional.of("4"));

      assertThat(
              Tracks.read(
                  CSV,
                  "bus,when,north,east\nkiwi,5,1,2\n",
                  options(Optional.empty(), fields, true, false)))
          .containsExactly("2: kiwi +1+2 5");
    }

    @Test
    void areNumberedWhereThereIsNoHeader() throws IOException {
      var fields =
          new Fields(Optional.empty(), Optional.of("1"), Optional.of("2"), Optional.of("3"));

      assertThat(
              Tracks.read(
                  CSV, "5,1,2\n6,3,4\n", options(Optional.of("kiwi"), fields, false, false)))
          .containsExactly("1: kiwi +1+2 5", "2: kiwi +3+4 6");
    }

    @Test
    void thatAreNotThereAreAnErrorWithTheCure() {
      assertThatThrownBy(() -> read("name,time,lat,lon\n"))
          .isInstanceOf(TrackException.class)
          .hasMessageContaining("vehicle_id")
          .hasMessageContaining("expected: one of name, time, lat, lon")
          .hasMessageContaining("--client-field");
    }

    @Test
    void withNumbersOutOfRangeAreAnError() {
      var fields =
          new Fields(Optional.of("5"), Optional.empty(), Optional.empty(), Optional.empty());

      assertThatThrownBy(() ->
              Tracks.read(
                  CSV, "client,time,lat,lon\n", options(Optional.empty(), fields, true, false)))
          .hasMessageContaining("no column 5")
          .hasMessageContaining("1 to 4");
    }
  }

  @Nested
  final class Text {
    @ParameterizedTest
    @CsvSource({
      "34.068930, -118.445127, +34.068930-118.445127",
      "+34, -118, +34-118",
      "-0.0, 180.000, -0.0+180.000",
      ".5, 5., +0.5+5",
      "1.5E1, -2.5e-7, +15-0.00000025",
      "-90, 180, -90+180",
    })
    void ofTheLocationKeepsItsDigits(String latitude, String longitude, String printed)
        throws IOException {
      assertThat(read(HEADER + "kiwi,5," + latitude + "," + longitude))
          .containsExactly("2: kiwi " + printed + " 5");
    }

    @Test
    void inQuotesMayHoldDelimitersQuotesAndLineEnds() throws IOException {
      assertThat(read(HEADER + "\"a,\"\"b\"\"\nc\",\"5\",1,2\r\nd,6,3,4"))
          .containsExactly("2: a,\"b\"_c +1+2 5", "4: d +3+4 6");
    }

    @Test
    void mayEndLinesWithCrLfAndBeginWithAByteOrderMark() throws IOException {
      assertThat(read("\uFEFFid,time,lat,lon\r\n\r\nkiwi,5,1,2\r\n"))
          .containsExactly("3: kiwi +1+2 5");
    }

    @Test
    void thatIsNotUtf8IsReadAsLatin1SoThatNamesStayApart() throws IOException {
      byte[] bytes = (HEADER + "M\u00fcller,5,1,2\nM\u00f6ller,5,1,2\n").getBytes(ISO_8859_1);

      assertThat(Tracks.read(CSV, bytes, TrackOptions.DEFAULT))
          .containsExactly("2: M\u00fcller +1+2 5", "3: M\u00f6ller +1+2 5");
    }

    @Test
    void inUtf16IsAnErrorWithTheCure() {
      byte[] bytes = ("\uFEFF" + HEADER).getBytes(UTF_16LE);

      assertThatThrownBy(() -> Tracks.read(CSV, bytes, TrackOptions.DEFAULT))
          .hasMessageContaining("is UTF-16 (expected: UTF-8)");
    }

    @Test
    void ofAClientHasItsBlanksReplacedAndSaysSo() throws IOException {
      var in = new ByteArrayInputStream((HEADER + "bus 7,5,1,2").getBytes(ISO_8859_1));
      try (TrackReader reader = Tracks.open(CSV, in, TrackOptions.DEFAULT)) {
        assertThat(reader.next())
            .hasValue(new Row.Fix(2, "bus_7", "+1+2", new TimeText("5"), true));
      }
    }
  }

  @Nested
  final class Rejects {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "kiwi,5,90.1,2 | BAD_LATITUDE latitude: 90.1",
          "kiwi,5,NaN,2 | BAD_LATITUDE latitude: NaN",
          "kiwi,5,north,2 | BAD_LATITUDE latitude: north",
          "kiwi,5,1e999,2 | BAD_LATITUDE latitude: 1e999",
          "kiwi,5,1,-180.0000000001 | BAD_LONGITUDE longitude: -180.0000000001",
          "kiwi,5,1,Infinity | BAD_LONGITUDE longitude: Infinity",
          "kiwi,-5,1,2 | BAD_TIME time: -5",
          "kiwi,noon,1,2 | BAD_TIME time: noon",
          ",5,1,2 | BAD_CLIENT client: ",
          "'  ,5,1,2' | BAD_CLIENT client: ",
          "kiwi,5,1 | MISSING_FIELD longitude",
          "kiwi,5,,2 | MISSING_FIELD latitude",
          "kiwi,,1,2 | MISSING_FIELD time",
          "kiwi,5,0.000,-0 | NO_FIX client: kiwi",
        })
    void aRowWithTheReasonAndTheValue(String row, String rejection) throws IOException {
      assertThat(read(HEADER + row + "\nkiwi,6,3,4\n"))
          .map(String::strip)
          .containsExactly("2: " + rejection.strip(), "3: kiwi +3+4 6");
    }

    @Test
    void clientsLongerThan256Bytes() throws IOException {
      assertThat(read(HEADER + "k".repeat(256) + ",5,1,2").getFirst()).startsWith("2: kkk");
      assertThat(read(HEADER + "k".repeat(257) + ",5,1,2").getFirst()).startsWith("2: BAD_CLIENT");
      assertThat(read(HEADER + "\u00e4".repeat(129) + ",5,1,2").getFirst())
          .startsWith("2: BAD_CLIENT");
    }

    @Test
    void onlyTheLineOfAStrayQuote() throws IOException {
      assertThat(read(HEADER + "\"kiwi,5,1,2\nplum,6,3,4\nfig,7,5,6\n"))
          .containsExactly(
              "2: BROKEN_ROW no closing quote: \"kiwi,5,1,2", "3: plum +3+4 6", "4: fig +5+6 7");
    }

    @Test
    void textAfterAClosingQuote() throws IOException {
      assertThat(read(HEADER + "\"kiwi\"x,5,1,2\nplum,6,3,4\n"))
          .containsExactly(
              "2: BROKEN_ROW text after a closing quote: \"kiwi\"x,5,1,2", "3: plum +3+4 6");
    }

    @Test
    void aHugeLineWithoutKeepingIt() throws IOException {
      assertThat(read(HEADER + "k".repeat(65_537) + "\nplum,6,3,4\n"))
          .satisfiesExactly(
              row -> assertThat(row).startsWith("2: BROKEN_ROW longer than 65536 bytes: kkk"),
              row -> assertThat(row).isEqualTo("3: plum +3+4 6"));
    }

    @Test
    void noZeroZeroIfToldToKeepIt() throws IOException {
      assertThat(
              Tracks.read(
                  CSV,
                  HEADER + "kiwi,5,0.0,0.0",
                  options(Optional.empty(), Fields.GUESSED, true, true)))
          .containsExactly("2: kiwi +0.0+0.0 5");
    }

    @Test
    void showingNoControlCharacters() throws IOException {
      assertThat(read(HEADER + "kiwi,\u001b[31m\u202e,1,2"))
          .containsExactly("2: BAD_TIME time: ?[31m?");
    }
  }
}
