package io.proxyherd.places.formats;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;

/** A part of a byte array that holds a message or packed values of protobuf. */
record PbfWire(int begin, int length) {
  static final PbfWire EMPTY = new PbfWire(0, 0);

  /** Reads a length and goes past the part that follows. */
  static PbfWire next(CodedInputStream in, int origin) throws IOException {
    int length = in.readRawVarint32();
    int begin = origin + in.getTotalBytesRead();
    in.skipRawBytes(length);
    return new PbfWire(begin, length);
  }

  CodedInputStream open(byte[] bytes) {
    return CodedInputStream.newInstance(bytes, begin, length);
  }

  /** Goes past a field that nobody needs. */
  static void skip(CodedInputStream in, int tag) throws IOException {
    if (!in.skipField(tag)) {
      throw new IOException("group without a beginning");
    }
  }
}
