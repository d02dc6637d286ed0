package io.proxyherd.places;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class NearbyPrinterTest {
  private static final Attribution SOURCE = new Attribution("Source", "https://example.org/");

  @Test
  void printsGooglesShapeOnOneLine() {
    assertThat(print(place("a-1", "Lyon", "Rhône", SOURCE)))
        .isEqualTo(
            """
            {"html_attributions":["<a href=\\"https://example.org/\\">Source</a>"],\
            "results":[{"geometry":{"location":{"lat":45.74846,"lng":-4.84671}},\
            "name":"Lyon","place_id":"a-1","types":["locality","political"],\
            "vicinity":"Rhône"}],"status":"OK"}\
            """);
  }

  @Test
  void saysThatThereAreNone() {
    assertThat(print())
        .isEqualTo("{\"html_attributions\":[],\"results\":[],\"status\":\"ZERO_RESULTS\"}");
  }

  @Test
  void leavesOutAVicinityThatIsUnknown() {
    assertThat(print(place("a-1", "Lyon", "", SOURCE))).doesNotContain("vicinity");
  }

  @Test
  void namesEachSourceOnceInTheOrderOfThePlaces() {
    var other = new Attribution("Other", "https://example.com/");
    JsonNode answer =
        parse(
            print(
                place("a", "A", "", SOURCE),
                place("b", "B", "", other),
                place("c", "C", "", SOURCE)));
    assertThat(answer.path("html_attributions").valueStream().map(JsonNode::stringValue))
        .containsExactly(
            "<a href=\"https://example.org/\">Source</a>",
            "<a href=\"https://example.com/\">Other</a>");
  }

  @Test
  void escapesHtmlInAttributions() {
    var odd = new Attribution("<b>R&D</b> 'x'", "https://example.org/?a=1&b=\"2\"");
    assertThat(odd.html())
        .isEqualTo(
            "<a href=\"https://example.org/?a=1&amp;b=&quot;2&quot;\">"
                + "&lt;b&gt;R&amp;D&lt;/b&gt; &#39;x&#39;</a>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FLY \"N\" K", "back\\slash", "two\nlines\r\n", "nul \0 bell \7", "</script>&amp;",
        "\u2028 and \u0085", "東京", "🐧 Südpol", "ש\u200e", ""
      })
  void keepsOddNamesAndStaysOnOneLine(String name) {
    String json = print(place("a-1", name, name, SOURCE));
    assertThat(json).doesNotContain("\n", "\r");
    JsonNode result = parse(json).path("results").path(0);
    assertThat(result.path("name").stringValue()).isEqualTo(name);
    assertThat(result.path("vicinity").stringValue(name)).isEqualTo(name);
  }

  @Test
  void turnsHalfACharacterIntoAQuestionMark() {
    JsonNode answer = parse(print(place("a-1", "half \uD83D.", "", SOURCE)));
    assertThat(answer.path("results").path(0).path("name").stringValue()).isEqualTo("half ?.");
  }

  private static Place place(String id, String name, String vicinity, Attribution attribution) {
    var types = List.of("locality", "political");
    return new Place(id, name, 45.74846, -4.84671, types, vicinity, attribution);
  }

  private static String print(Place... places) {
    return new String(NearbyPrinter.print(Arrays.asList(places)), UTF_8);
  }

  private static JsonNode parse(String json) {
    return JsonMapper.shared().readTree(json);
  }
}
