package io.proxyherd.places.remote;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The HTTP connections of all remote providers of a process, and their threads: few, and none while
 * there is nothing to do. Close the providers first.
 */
public final class RemoteClient implements AutoCloseable {
  /** Looking up a host's name holds a thread, for seconds when the resolver hangs. */
  private static final int THREADS = 8;

  private static final int IDLE_SECONDS = 30;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private final ThreadPoolExecutor threads;
  private final HttpClient http;

  public RemoteClient() {
    threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("places-http-", 1).factory());
    threads.allowCoreThreadTimeOut(true);
    http =
        HttpClient.newBuilder()
            .executor(threads)
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /**
   * Sends a request. Who has no patience any more cancels the future: that closes the connection.
   */
  CompletableFuture<HttpResponse<byte[]>> send(HttpRequest request, int bodyLimit) {
    return http.sendAsync(request, _ -> new LimitedBody(bodyLimit));
  }

  @Override
  public void close() {
    http.shutdownNow();
    try {
      http.awaitTermination(CLOSE_TIMEOUT);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    threads.shutdown();
  }
}
