package io.proxyherd.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The sending half of a conversation: writes all there is to say, then closes its side. */
final class Outgoing implements Runnable {
  private final Socket socket;
  private final List<String> lines;
  private final InputStream input;
  private volatile boolean awaitsInput;

  /**
   * What is to be said.
   *
   * @param lines without line ends; when there are none, the input is sent as it is
   */
  Outgoing(Socket socket, List<String> lines, InputStream input) {
    this.socket = socket;
    this.lines = lines;
    this.input = input;
    this.awaitsInput = lines.isEmpty();
  }

  /** Whether the silence is ours: no reply can be expected while there may be more to say. */
  boolean awaitsInput() {
    return awaitsInput;
  }

  @Override
  public void run() {
    try {
      var out = socket.getOutputStream();
      for (String line : lines) {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      }
      if (lines.isEmpty()) {
        copyInput(out);
      }
      socket.shutdownOutput();
    } catch (IOException _) {
      // The receiving half sees the same connection break and says so.
    } finally {
      awaitsInput = false;
    }
  }

  private void copyInput(OutputStream out) throws IOException {
    byte[] bytes = new byte[8192];
    int count = input.read(bytes);
    while (count >= 0) {
      awaitsInput = false;
      out.write(bytes, 0, count);
      awaitsInput = true;
      count = input.read(bytes);
    }
  }
}
