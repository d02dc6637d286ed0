package io.proxyherd.places.formats;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * An OSM PBF file. Its blobs are inflated ahead on other threads and decoded in order on the
 * caller's. A later pass leaves out the blobs without elements that it wants.
 */
final class PbfSource implements OsmSource {
  private static final int LARGEST_HEADER = 64 * 1024;

  /** Bytes of inflated blobs that wait to be decoded, besides the next one. */
  private static final long AHEAD = 8 * 1024 * 1024;

  private static final Set<String> FEATURES = Set.of("OsmSchema-V0.6", "DenseNodes");

  private static final int TYPE = 1 << 3 | 2;
  private static final int DATA_SIZE = 3 << 3;
  private static final int REQUIRED_FEATURE = 4 << 3 | 2;

  private final FileInput file;

  /** Of each blob the kinds that it has; filled by the first pass. */
  private final List<EnumSet<Kind>> kindsOfBlobs = new ArrayList<>();

  PbfSource(FileInput file) {
    this.file = file;
  }

  @Override
  public void read(EnumSet<Kind> kinds, OsmVisitor visitor) throws IOException {
    boolean firstPass = kindsOfBlobs.isEmpty();
    try (FileInput.Raw in = file.openRaw();
        ExecutorService inflaters = Executors.newVirtualThreadPerTaskExecutor()) {
      var pass = new Pass(in, inflaters, kinds, visitor, firstPass);
      pass.run();
    }
  }

  /** A blob on its way. */
  private record Waiting(PbfBlob blob, Future<byte[]> content) {}

  /** One pass through the file. */
  private final class Pass {
    private final FileInput.Raw in;
    private final ExecutorService inflaters;
    private final EnumSet<Kind> kinds;
    private final OsmVisitor visitor;
    private final boolean first;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private long bytesWaiting;
    private int blobs;
    private long offset;

    Pass(
        FileInput.Raw in,
        ExecutorService inflaters,
        EnumSet<Kind> kinds,
        OsmVisitor visitor,
        boolean first) {
      this.in = in;
      this.inflaters = inflaters;
      this.kinds = kinds;
      this.visitor = visitor;
      this.first = first;
    }

    void run() throws IOException {
      while (readNext()) {
        while (bytesWaiting > AHEAD) {
          decodeNext();
        }
      }
      while (!waiting.isEmpty()) {
        decodeNext();
      }
    }

    /** Reads or skips a blob; false at the end of the file. */
    private boolean readNext() throws IOException {
      offset = in.position();
      if (offset == file.size()) {
        return false;
      }
      int headerLength = ByteBuffer.wrap(take(Integer.BYTES)).getInt();
      if (headerLength < 0 || headerLength > LARGEST_HEADER) {
        throw broken(
            "header of %d bytes (expected: at most %d)".formatted(headerLength, LARGEST_HEADER));
      }
      String type = "";
      int size = -1;
      try {
        CodedInputStream header = CodedInputStream.newInstance(take(headerLength));
        for (int tag = header.readTag(); tag != 0; tag = header.readTag()) {
          switch (tag) {
            case TYPE -> type = header.readString();
            case DATA_SIZE -> size = header.readInt32();
            default -> PbfWire.skip(header, tag);
          }
        }
      } catch (MapFileException e) {
        throw e;
      } catch (IOException e) {
        throw broken(offset, e);
      }
      if (size < 0 || size > PbfBlob.LARGEST) {
        throw broken("blob of %d bytes (expected: at most %d)".formatted(size, PbfBlob.LARGEST));
      }
      if (offset == 0 && !type.equals("OSMHeader")) {
        throw broken("first blob of type \"%s\" (expected: OSMHeader)".formatted(type));
      }
      readBlob(type, size);
      return true;
    }

    private void readBlob(String type, int size) throws IOException {
      boolean data = type.equals("OSMData");
      boolean header = type.equals("OSMHeader") && first;
      boolean wanted = header || (data && (first || wantsBlob(blobs++)));
      if (!wanted) {
        skip(size);
        return;
      }
      try {
        PbfBlob blob = PbfBlob.parse(offset, take(size));
        if (header) {
          checkFeatures(blob.content());
        } else {
          waiting.add(new Waiting(blob, inflaters.submit(blob::content)));
          bytesWaiting += blob.size();
        }
      } catch (MapFileException | InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        throw broken(offset, e);
      }
    }

    private boolean wantsBlob(int index) {
      return index >= kindsOfBlobs.size()
          || kindsOfBlobs.get(index).stream().anyMatch(kinds::contains);
    }

    private void checkFeatures(byte[] header) throws IOException {
      CodedInputStream in = CodedInputStream.newInstance(header);
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        if (tag != REQUIRED_FEATURE) {
          PbfWire.skip(in, tag);
          continue;
        }
        String feature = in.readString();
        if (feature.equals("HistoricalInformation")) {
          throw new IOException(
              "a file with history (expected: one state; cure: osmium time-filter -o new.osm.pbf"
                  + " old.osh.pbf)");
        }
        if (!FEATURES.contains(feature)) {
          throw new IOException(
              "required feature \"%s\" (expected: OsmSchema-V0.6 or DenseNodes)"
                  .formatted(feature));
        }
      }
    }

    private void decodeNext() throws IOException {
      Waiting next = waiting.remove();
      bytesWaiting -= next.blob.size();
      try {
        var block = new PbfBlock(next.content.get());
        if (first) {
          kindsOfBlobs.add(block.kinds());
        }
        block.visit(kinds, visitor);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw interrupted(e);
      } catch (ExecutionException e) {
        throw broken(next.blob.offset(), Objects.requireNonNullElse(e.getCause(), e));
      } catch (PbfBlock.Malformed | com.google.protobuf.InvalidProtocolBufferException e) {
        throw broken(next.blob.offset(), e);
      }
    }

    private InterruptedIOException interrupted(InterruptedException cause) {
      var interrupted = new InterruptedIOException("reading was interrupted");
      interrupted.initCause(cause);
      return interrupted;
    }

    private byte[] take(int count) throws IOException {
      if (count > file.size() - in.position()) {
        throw cutOff();
      }
      byte[] bytes = in.readNBytes(count);
      if (bytes.length < count) {
        throw cutOff();
      }
      return bytes;
    }

    private void skip(int count) throws IOException {
      if (count > file.size() - in.position()) {
        throw cutOff();
      }
      in.skipNBytes(count);
    }

    private MapFileException cutOff() {
      return broken(
          "cut off: the file ends at byte %d (cure: download it again)".formatted(file.size()));
    }

    private MapFileException broken(String problem) {
      return new MapFileException("OSM PBF, blob at byte %d: %s".formatted(offset, problem));
    }

    private MapFileException broken(long blobOffset, Throwable cause) {
      return new MapFileException(
          "OSM PBF, blob at byte %d: %s".formatted(blobOffset, cause.getMessage()), cause);
    }
  }
}
