package io.proxyherd.moving;

import io.proxyherd.config.HerdConfig;
import io.proxyherd.config.ServerConfig;
import io.proxyherd.gateway.Json;
import io.proxyherd.gateway.ReportsTaken;
import io.proxyherd.rows.Row;
import io.proxyherd.rows.RowPrinter;
import io.proxyherd.store.Report;
import io.proxyherd.text.Printable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/** A running server of a herd, which tells the others. */
public final class HerdSink implements Sink {
  private static final int OK = 200;
  private static final int TRY_AGAIN = 503;

  private final String description;
  private final HerdSide herd;
  private final int mostRows;
  private final int mostBytes;
  private final Duration patience;

  /**
   * @param servers of which one is told, the first that answers
   * @param patience how long to go on trying
   */
  public HerdSink(HerdConfig config, List<ServerConfig> servers, Duration patience) {
    description = HerdSide.description(config);
    herd = new HerdSide(servers, patience);
    mostRows = config.http().maxRows();
    mostBytes = config.http().maxBodyBytes();
    this.patience = patience;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public List<Refusal> take(List<Report> reports) throws IOException, InterruptedException {
    var refusals = new ArrayList<Refusal>();
    var body = new ByteArrayOutputStream();
    int from = 0;
    for (int to = 0; to < reports.size(); to++) {
      byte[] row = RowPrinter.print(new Row.Entry(reports.get(to)));
      if (to > from && (to - from == mostRows || body.size() + row.length > mostBytes)) {
        send(from, body, refusals);
        from = to;
      }
      body.writeBytes(row);
    }
    if (body.size() > 0) {
      send(from, body, refusals);
    }
    return refusals;
  }

  /** Sends the rows of the reports from that one on, and empties the body. */
  private void send(int first, ByteArrayOutputStream body, List<Refusal> refusals)
      throws IOException, InterruptedException {
    var waiting = new Patience(patience);
    while (true) {
      ReportsTaken taken = send(body.toByteArray());
      Optional<ReportsTaken.Refused> busy =
          taken.refused().stream().filter(row -> row.status() == TRY_AGAIN).findFirst();
      if (busy.isEmpty()) {
        taken
            .refused()
            .forEach(row -> refusals.add(new Refusal(first + row.row() - 1, row.problem())));
        body.reset();
        return;
      }
      if (!waiting.isLeft()) {
        throw new IOException(
            "%s: %s; see its log, and run this again: it goes on from here"
                .formatted(herd.name(), Printable.text(busy.get().problem())));
      }
      waiting.pause();
    }
  }

  private ReportsTaken send(byte[] body) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = herd.ask("/v1/reports", Optional.of(body));
    if (response.statusCode() != OK) {
      throw new IOException(herd.name() + ": " + herd.detail(response));
    }
    try {
      return Json.read(response.body(), ReportsTaken.class);
    } catch (JacksonException _) {
      throw new IOException(herd.name() + ": no answer of a server of a herd");
    }
  }

  @Override
  public void close() {
    herd.close();
  }
}
