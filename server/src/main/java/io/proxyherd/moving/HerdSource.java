package io.proxyherd.moving;

import static java.net.URLEncoder.encode;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.proxyherd.config.HerdConfig;
import io.proxyherd.config.ServerConfig;
import io.proxyherd.rows.Row;
import io.proxyherd.rows.RowParser;
import io.proxyherd.store.Origin;
import io.proxyherd.store.Report;
import io.proxyherd.store.Stamp;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What one running server of a herd knows. */
public final class HerdSource implements Source {
  private static final int PAGE = 2000;
  private static final int OK = 200;
  private static final int GONE = 410;

  private final RowParser parser = new RowParser(new Stamp(new Origin("moved", 0), 0));
  private final String description;
  private final HerdSide herd;

  /**
   * @param servers of which one is asked, the first that answers
   * @param patience how long to go on trying
   */
  public HerdSource(HerdConfig config, List<ServerConfig> servers, Duration patience) {
    description = HerdSide.description(config);
    herd = new HerdSide(servers, patience);
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public Page read(Optional<String> cursor) throws IOException, InterruptedException {
    String path =
        "/v1/reports?limit=" + PAGE + cursor.map(at -> "&cursor=" + encode(at, UTF_8)).orElse("");
    HttpResponse<byte[]> response = herd.ask(path, Optional.empty());
    if (response.statusCode() == GONE) {
      throw new CursorGone(herd.name() + ": " + herd.detail(response));
    }
    if (response.statusCode() != OK) {
      throw new IOException(herd.name() + ": " + herd.detail(response));
    }
    return page(response.body());
  }

  private Page page(byte[] body) throws IOException {
    var reports = new ArrayList<Report>();
    Optional<String> next = Optional.empty();
    var lines = new Lines(new ByteArrayInputStream(body), RowParser.LONGEST_LINE);
    for (var line = lines.next(); line.isPresent(); line = lines.next()) {
      switch (parser.parse(line.get())) {
        case Row.Entry(Report report) -> reports.add(report);
        case Row.Cursor(String cursor) -> next = Optional.of(cursor);
        case Row.Bad(String problem) -> throw new IOException(herd.name() + ": " + problem);
        case Row.Header _, Row.End _ -> throw new IOException(herd.name() + ": rows of a file");
      }
    }
    return new Page(reports, next, Optional.empty());
  }

  @Override
  public void close() {
    herd.close();
  }
}
