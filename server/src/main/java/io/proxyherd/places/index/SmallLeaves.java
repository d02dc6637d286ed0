package io.proxyherd.places.index;

import java.io.IOException;
import org.apache.lucene.codecs.Codec;
import org.apache.lucene.codecs.FilterCodec;
import org.apache.lucene.codecs.PointsFormat;
import org.apache.lucene.codecs.PointsReader;
import org.apache.lucene.codecs.PointsWriter;
import org.apache.lucene.codecs.lucene90.Lucene90PointsReader;
import org.apache.lucene.codecs.lucene90.Lucene90PointsWriter;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;

/**
 * Lucene's usual format with fewer points in each leaf of the tree: a search for the nearest 20
 * looks at whole leaves, and 512 points are more than it wants. Read by the usual codec.
 */
final class SmallLeaves extends PointsFormat {
  private static final int POINTS = 64;
  private static final double MOST_HEAP_MB = 16;

  private SmallLeaves() {}

  static Codec codec() {
    Codec usual = Codec.getDefault();
    return new FilterCodec(usual.getName(), usual) {
      @Override
      public PointsFormat pointsFormat() {
        return new SmallLeaves();
      }
    };
  }

  @Override
  public PointsWriter fieldsWriter(SegmentWriteState state) throws IOException {
    return new Lucene90PointsWriter(state, POINTS, MOST_HEAP_MB);
  }

  @Override
  public PointsReader fieldsReader(SegmentReadState state) throws IOException {
    return new Lucene90PointsReader(state);
  }
}
