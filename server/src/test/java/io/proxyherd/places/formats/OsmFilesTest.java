package io.proxyherd.places.formats;

import static io.proxyherd.places.formats.OsmElement.node;
import static io.proxyherd.places.formats.OsmElement.relation;
import static io.proxyherd.places.formats.OsmElement.way;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.CodedOutputStream;
import io.proxyherd.Seeds;
import io.proxyherd.places.Place;
import io.proxyherd.places.formats.OsmElement.Member;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OSM PBF and OSM XML: the same map gives the same places. */
final class OsmFilesTest {
  /** A square of 0.02° around 10, 20, with the corners 1 to 4, and what stands in it. */
  static final List<OsmElement> TOWN =
      List.of(
          node(1, 9.99, 19.99),
          node(2, 9.99, 20.01),
          node(3, 10.01, 20.01),
          node(4, 10.01, 19.99),
          node(
              5,
              10.5,
              20.5,
              "name=Café Ω",
              "amenity=cafe",
              "addr:street=Main St",
              "addr:housenumber=7"),
          node(6, 10.6, 20.6, "amenity=bench"),
          node(7, 10.7, 20.7, "name=Some mast", "man_made=mast"),
          way(1, List.of(1L, 2L, 3L, 4L, 1L), "name=Square", "place=square"),
          way(2, List.of(1L, 2L), "name=South Street", "highway=residential"),
          way(3, List.of(1L, 2L, 3L)),
          way(4, List.of(1L, 4L, 3L)),
          way(5, List.of(1L, 99L), "name=Half", "tourism=museum"),
          way(6, List.of(1L, 2L), "name=Wall", "historic=citywalls"),
          relation(
              1,
              List.of(new Member(3, "outer"), new Member(4, "outer"), new Member(2, "inner")),
              "name=Old Hall",
              "building=yes",
              "type=multipolygon"),
          relation(2, List.of(new Member(98, "")), "name=Cut", "leisure=park", "type=boundary"),
          relation(
              3, List.of(new Member(3, "")), "name=Campus", "amenity=university", "type=site"));

  @TempDir Path directory;

  private CapturedRows pbf(List<OsmElement> elements) throws IOException {
    return CapturedRows.read(
        directory, "map.osm.pbf", new PbfWriter().header().elements(elements).bytes());
  }

  private void checkTown(CapturedRows rows) {
    assertThat(rows.places())
        .extracting(Place::id, Place::name, Place::latitude, Place::longitude)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("osm-n5", "Café Ω", 10.5, 20.5),
            org.assertj.core.groups.Tuple.tuple("osm-w1", "Square", 10.0, 20.0),
            org.assertj.core.groups.Tuple.tuple("osm-w6", "Wall", 9.99, 20.0),
            org.assertj.core.groups.Tuple.tuple("osm-r1", "Old Hall", 10.0, 20.0));
    Place cafe = rows.places().getFirst();
    assertThat(cafe.types()).startsWith("cafe").contains("point_of_interest");
    assertThat(cafe.vicinity()).isEqualTo("Main St 7");
    assertThat(cafe.attribution()).isEqualTo(CapturedRows.ATTRIBUTION);
    assertThat(rows.refusals())
        .containsExactly(
            "NO_NAME node 6",
            "OTHER_KIND node 7",
            "OTHER_KIND way 2",
            "NO_OUTLINE relation 3",
            "MISSING_NODES way 5",
            "MISSING_NODES relation 2");
  }

  @Nested
  class Formats {
    @Test
    void pbfWithDenseNodes() throws IOException {
      checkTown(pbf(TOWN));
    }

    @Test
    void pbfWithPlainNodesAndSmallBlocks() throws IOException {
      byte[] file = new PbfWriter().plainNodes().blockSize(2).header().elements(TOWN).bytes();
      checkTown(CapturedRows.read(directory, "map.osm.pbf", file));
    }

    @Test
    void xml() throws IOException {
      checkTown(CapturedRows.read(directory, "map.osm", OsmXmlWriter.write(TOWN)));
    }

    @Test
    void xmlInGzip() throws IOException {
      byte[] xml = OsmXmlWriter.write(TOWN).getBytes(UTF_8);
      checkTown(CapturedRows.read(directory, "map.osm.gz", CapturedRows.gzip(xml)));
    }

    @Test
    void positionsThatXmlHasWithTheWay() throws IOException {
      String xml =
          """
          <osm><way id="1"><nd ref="1" lat="1" lon="2"/><nd ref="2" lat="1" lon="4"/>
          <tag k="name" v="Pier"/><tag k="leisure" v="fishing"/></way></osm>\
          """;
      Place pier = CapturedRows.read(directory, "map.osm", xml).places().getFirst();
      assertThat(List.of(pier.latitude(), pier.longitude())).containsExactly(1.0, 3.0);
    }

    @Test
    void deletedElementsAreNotThere() throws IOException {
      String xml =
          """
          <osm><node id="1" lat="1" lon="2" visible="false"><tag k="name" v="A"/><tag k="shop" v="a"/></node>
          <node id="-2" lat="1" lon="2" action="modify"><tag k="name" v="B"/><tag k="shop" v="b"/></node></osm>\
          """;
      assertThat(CapturedRows.read(directory, "map.osm", xml).places())
          .extracting(Place::id)
          .containsExactly("osm-n-2");
    }
  }

  @Nested
  class OutOfMemory {
    /** Whatever the order of the elements, and however few ids fit into memory. */
    @Seeds(count = 30)
    void sortingOutsideMemoryChangesNothing(long seed) throws IOException {
      var random = new Random(seed);
      var elements = new ArrayList<OsmElement>();
      int nodes = 50 + random.nextInt(500);
      for (long id = 1; id <= nodes; id++) {
        elements.add(node(id * id, random.nextDouble(-80, 80), random.nextDouble(-170, 170)));
      }
      var waysOfNodes = new ArrayList<Long>();
      for (long id = 1; id <= 100; id++) {
        var corners = new ArrayList<Long>();
        for (int i = 0; i < 3 + random.nextInt(9); i++) {
          long corner = 1L + random.nextInt(nodes);
          corners.add(corner * corner);
        }
        corners.add(corners.getFirst());
        waysOfNodes.add(id);
        elements.add(id % 2 == 0 ? way(id, corners) : way(id, corners, "name=W" + id, "shop=a"));
      }
      for (long id = 1; id <= 40; id++) {
        var member = new Member(waysOfNodes.get(random.nextInt(100)), "outer");
        elements.add(relation(id, List.of(member), "name=R" + id, "shop=b", "type=multipolygon"));
      }
      Path sorted =
          Files.write(
              directory.resolve("sorted.osm.pbf"),
              new PbfWriter().header().elements(elements).bytes());
      Collections.shuffle(elements, random);
      Path shuffled =
          Files.write(
              directory.resolve("shuffled.osm.pbf"),
              new PbfWriter().header().elements(elements).bytes());

      List<Place> expected = CapturedRows.read(sorted, 1_000_000).places();
      assertThat(expected).hasSize(90);
      assertThat(CapturedRows.read(sorted, 1 + random.nextInt(20)).places()).isEqualTo(expected);
      assertThat(CapturedRows.read(shuffled, 1 + random.nextInt(20)).places())
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @Nested
  class BrokenPbf {
    private void expect(byte[] file, String... parts) {
      assertThatThrownBy(() -> CapturedRows.read(directory, "map.osm.pbf", file))
          .isInstanceOf(MapFileException.class)
          .hasMessageContainingAll(parts);
    }

    private byte[] header() throws IOException {
      return new PbfWriter().header().bytes();
    }

    @Test
    void compressionsThatAreNotSupportedAreNamedWithTheCure() throws IOException {
      List<String> names = List.of("lzma", "bzip2", "lz4", "zstd");
      for (int field = 4; field <= 7; field++) {
        int tag = field;
        byte[] blob = PbfWriter.message(out -> out.writeByteArray(tag, new byte[9]));
        byte[] file = new PbfWriter().header().blob("OSMData", blob).bytes();
        expect(file, "blob at byte " + header().length, names.get(field - 4), "osmium cat");
      }
    }

    @Test
    void filesWithHistoryAreRefused() throws IOException {
      expect(
          new PbfWriter().header("OsmSchema-V0.6", "HistoricalInformation").bytes(),
          "history",
          "osmium time-filter");
    }

    @Test
    void requiredFeaturesThatAreUnknownAreRefused() throws IOException {
      expect(new PbfWriter().header("OsmSchema-V0.7").bytes(), "OsmSchema-V0.7");
    }

    @Test
    void aBlobThatInflatesToMoreThanItSays() throws IOException {
      expect(
          new PbfWriter().header().zlib("OSMData", new byte[5000], 10).bytes(),
          "more than 10 bytes");
    }

    @Test
    void aBlobThatInflatesToLessThanItSays() throws IOException {
      expect(
          new PbfWriter().header().zlib("OSMData", new byte[10], 5000).bytes(),
          "10 bytes (expected: 5000)");
    }

    @Test
    void aBlobThatClaimsTooMuch() throws IOException {
      expect(
          new PbfWriter().header().zlib("OSMData", new byte[10], PbfBlob.LARGEST + 1).bytes(),
          "raw size 33554433");
      expect(new PbfWriter().header().zlib("OSMData", new byte[10], -1).bytes(), "raw size -1");
    }

    @Test
    void aStringTableWithMillionsOfEntries() throws IOException {
      var table = new byte[2 * 2_000_001];
      for (int i = 0; i < table.length; i += 2) {
        table[i] = 1 << 3 | 2;
      }
      byte[] block = PbfWriter.message(out -> out.writeByteArray(1, table));
      expect(new PbfWriter().header().zlib("OSMData", block).bytes(), "string table");
    }

    @Test
    void stringsThatAreNotThere() throws IOException {
      byte[] node =
          PbfWriter.message(out -> {
            out.writeByteArray(2, packed(7));
            out.writeByteArray(3, packed(8));
          });
      byte[] group = PbfWriter.message(out -> out.writeByteArray(1, node));
      byte[] block = PbfWriter.message(out -> out.writeByteArray(2, group));
      expect(new PbfWriter().header().raw("OSMData", block).bytes(), "string 7");
    }

    private byte[] packed(int value) throws IOException {
      return PbfWriter.message((CodedOutputStream out) -> out.writeUInt32NoTag(value));
    }

    @Test
    void theFirstBlobMustBeAHeader() throws IOException {
      expect(new PbfWriter().raw("OSMHeaders", new byte[0]).bytes(), "expected: OSMHeader");
    }

    @Test
    void positionsBeyondTheEarthAreRefusedRowByRow() throws IOException {
      CapturedRows rows =
          pbf(List.of(node(1, 91, 0, "name=A", "shop=a"), node(2, 1, 1, "name=B", "shop=b")));
      assertThat(rows.names()).containsExactly("B");
      assertThat(rows.refusals()).containsExactly("OUT_OF_RANGE node 1");
    }
  }

  @Nested
  class BrokenXml {
    private void expect(String xml, String... parts) {
      assertThatThrownBy(() -> CapturedRows.read(directory, "map.osm", xml))
          .isInstanceOf(MapFileException.class)
          .hasMessageContainingAll(parts);
    }

    @Test
    void entitiesDoNotExplode() {
      expect(
          """
          <!DOCTYPE osm [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>
          <osm><node id="1" lat="1" lon="1"><tag k="name" v="&b;"/></node></osm>\
          """,
          "OSM XML, line 2");
    }

    @Test
    void textWithoutEndDoesNotFillTheMemory() {
      expect("<osm><!-- " + "x".repeat(3_000_000) + " --></osm>", "more than 1048576 characters");
      expect(
          "<osm><node id='" + "1".repeat(3_000_000) + "'/></osm>", "more than 1048576 characters");
    }

    @Test
    void depthHasALimit() {
      expect("<osm>" + "<a>".repeat(100_000), "more than 16 deep");
    }

    @Test
    void anEndThatIsMissing() {
      expect("<osm>\n<node id='1' lat='1' lon='1'/>", "OSM XML, line 2");
    }

    @Test
    void idsThatAreNoNumbers() {
      expect("<osm>\n<node id='x1'/></osm>", "line 2", "id: \"x1\" (expected: a number)");
    }
  }
}
