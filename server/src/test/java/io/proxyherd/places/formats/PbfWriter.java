package io.proxyherd.places.formats;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;

/** Writes OSM PBF, well-formed or not. */
final class PbfWriter {
  /** Writes the fields of a message. */
  interface Message {
    void write(CodedOutputStream out) throws IOException;
  }

  private final ByteArrayOutputStream file = new ByteArrayOutputStream();
  private boolean dense = true;
  private int blockSize = 100;

  /** Plain nodes, as some old writers have. */
  PbfWriter plainNodes() {
    dense = false;
    return this;
  }

  /** How many elements of one kind make a block. */
  PbfWriter blockSize(int elements) {
    blockSize = elements;
    return this;
  }

  byte[] bytes() {
    return file.toByteArray();
  }

  /** The usual header. */
  PbfWriter header() throws IOException {
    return header("OsmSchema-V0.6", "DenseNodes");
  }

  PbfWriter header(String... requiredFeatures) throws IOException {
    return zlib(
        "OSMHeader",
        message(out -> {
          for (String feature : requiredFeatures) {
            out.writeString(4, feature);
          }
          out.writeString(16, "a test");
        }));
  }

  /** Blocks of elements; a block ends where the kind changes. */
  PbfWriter elements(List<? extends OsmElement> elements) throws IOException {
    var block = new ArrayList<OsmElement>();
    for (OsmElement element : elements) {
      boolean otherKind = !block.isEmpty() && block.getLast().getClass() != element.getClass();
      if (otherKind || block.size() == blockSize) {
        block(block);
        block.clear();
      }
      block.add(element);
    }
    return block.isEmpty() ? this : block(block);
  }

  private PbfWriter block(List<OsmElement> elements) throws IOException {
    var strings = new LinkedHashMap<String, Integer>();
    // The first string of a table is never used.
    var _ = index(strings, "");
    byte[] group = message(out -> group(out, elements, strings));
    return zlib(
        "OSMData",
        message(out -> {
          // The elements before their strings, which the format allows.
          out.writeByteArray(2, group);
          out.writeByteArray(1, table(strings));
        }));
  }

  private static byte[] table(Map<String, Integer> strings) throws IOException {
    return message(out -> {
      for (String string : strings.keySet()) {
        out.writeByteArray(1, string.getBytes(UTF_8));
      }
    });
  }

  private static int index(Map<String, Integer> strings, String string) {
    return strings.computeIfAbsent(string, _ -> strings.size());
  }

  private void group(CodedOutputStream out, List<OsmElement> elements, Map<String, Integer> strings)
      throws IOException {
    if (dense && elements.getFirst() instanceof OsmElement.Node) {
      out.writeByteArray(
          2, dense(elements.stream().map(OsmElement.Node.class::cast).toList(), strings));
      return;
    }
    for (OsmElement element : elements) {
      switch (element) {
        case OsmElement.Node node -> out.writeByteArray(1, plain(node, strings));
        case OsmElement.Way way -> out.writeByteArray(3, way(way, strings));
        case OsmElement.Relation relation -> out.writeByteArray(4, relation(relation, strings));
      }
    }
  }

  private static byte[] plain(OsmElement.Node node, Map<String, Integer> strings)
      throws IOException {
    return message(out -> {
      out.writeSInt64(1, node.id());
      tags(out, node, strings);
      out.writeSInt64(8, units(node.latitude()));
      out.writeSInt64(9, units(node.longitude()));
    });
  }

  private static byte[] dense(List<OsmElement.Node> nodes, Map<String, Integer> strings)
      throws IOException {
    return message(out -> {
      out.writeByteArray(1, steps(nodes.stream().map(OsmElement::id).toList()));
      out.writeByteArray(8, steps(nodes.stream().map(node -> units(node.latitude())).toList()));
      out.writeByteArray(9, steps(nodes.stream().map(node -> units(node.longitude())).toList()));
      out.writeByteArray(
          10,
          message(packed -> {
            for (OsmElement node : nodes) {
              for (Map.Entry<String, String> tag : node.tags().entrySet()) {
                packed.writeInt32NoTag(index(strings, tag.getKey()));
                packed.writeInt32NoTag(index(strings, tag.getValue()));
              }
              packed.writeInt32NoTag(0);
            }
          }));
    });
  }

  private static byte[] way(OsmElement.Way way, Map<String, Integer> strings) throws IOException {
    return message(out -> {
      out.writeInt64(1, way.id());
      tags(out, way, strings);
      out.writeByteArray(8, steps(way.nodes()));
    });
  }

  private static byte[] relation(OsmElement.Relation relation, Map<String, Integer> strings)
      throws IOException {
    return message(out -> {
      out.writeInt64(1, relation.id());
      tags(out, relation, strings);
      out.writeByteArray(
          8,
          message(packed -> {
            for (OsmElement.Member member : relation.members()) {
              packed.writeInt32NoTag(index(strings, member.role()));
            }
          }));
      out.writeByteArray(
          9, steps(relation.members().stream().map(OsmElement.Member::way).toList()));
      out.writeByteArray(
          10,
          message(packed -> {
            for (var _ : relation.members()) {
              packed.writeEnumNoTag(1);
            }
          }));
    });
  }

  private static void tags(CodedOutputStream out, OsmElement element, Map<String, Integer> strings)
      throws IOException {
    out.writeByteArray(2, indexes(element.tags().keySet(), strings));
    out.writeByteArray(3, indexes(element.tags().values(), strings));
  }

  private static byte[] indexes(Iterable<String> texts, Map<String, Integer> strings)
      throws IOException {
    return message(packed -> {
      for (String text : texts) {
        packed.writeUInt32NoTag(index(strings, text));
      }
    });
  }

  private static byte[] steps(List<Long> values) throws IOException {
    return message(packed -> {
      long last = 0;
      for (long value : values) {
        packed.writeSInt64NoTag(value - last);
        last = value;
      }
    });
  }

  private static long units(double degrees) {
    return Math.round(degrees * Position.DEGREE);
  }

  /** A blob of content compressed with zlib. */
  PbfWriter zlib(String type, byte[] content) throws IOException {
    return zlib(type, content, content.length);
  }

  /** A blob that claims a size. */
  PbfWriter zlib(String type, byte[] content, int claimedSize) throws IOException {
    var deflater = new Deflater();
    deflater.setInput(content);
    deflater.finish();
    var packed = new ByteArrayOutputStream();
    var part = new byte[8192];
    while (!deflater.finished()) {
      packed.write(part, 0, deflater.deflate(part));
    }
    deflater.close();
    return blob(
        type,
        message(out -> {
          out.writeInt32(2, claimedSize);
          out.writeByteArray(3, packed.toByteArray());
        }));
  }

  /** A blob without compression. */
  PbfWriter raw(String type, byte[] content) throws IOException {
    return blob(type, message(out -> out.writeByteArray(1, content)));
  }

  /** A blob with a Blob message of one's own. */
  PbfWriter blob(String type, byte[] blob) throws IOException {
    byte[] header =
        message(out -> {
          out.writeString(1, type);
          out.writeInt32(3, blob.length);
        });
    var out = new DataOutputStream(file);
    out.writeInt(header.length);
    out.write(header);
    out.write(blob);
    return this;
  }

  /** The same file without compression. */
  static byte[] inflated(byte[] file) throws IOException {
    var result = new PbfWriter();
    var in = new DataInputStream(new ByteArrayInputStream(file));
    while (in.available() > 0) {
      byte[] header = in.readNBytes(in.readInt());
      CodedInputStream fields = CodedInputStream.newInstance(header);
      var _ = fields.readTag();
      String type = fields.readString();
      var _ = fields.readTag();
      result.raw(type, PbfBlob.parse(0, in.readNBytes(fields.readInt32())).content());
    }
    return result.bytes();
  }

  static byte[] message(Message message) throws IOException {
    var bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    message.write(out);
    out.flush();
    return bytes.toByteArray();
  }
}
