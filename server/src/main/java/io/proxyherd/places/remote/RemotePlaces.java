package io.proxyherd.places.remote;

import io.proxyherd.node.NearbyQuery;
import io.proxyherd.places.Outcome;
import io.proxyherd.places.PlaceProvider;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * A provider behind HTTP. One question is one request; redirects are not followed, answers are read
 * up to a limit, and when patience ends the connection is closed.
 */
public final class RemotePlaces implements PlaceProvider {
  private final RemoteClient client;
  private final RemoteSettings settings;
  private final Api api;
  private final FailureText text;
  private final Semaphore free;
  private final Map<Long, CompletableFuture<Outcome>> waiting = new ConcurrentHashMap<>();
  private final AtomicLong asked = new AtomicLong();
  private volatile boolean closed;

  private RemotePlaces(
      RemoteClient client, RemoteSettings settings, Api api, Optional<Secret> key) {
    this.client = client;
    this.settings = settings;
    this.api = api;
    this.text = new FailureText(settings, key);
    this.free = new Semaphore(settings.maxRequests());
    // In a cold JVM, reading JSON for the first time may take longer than anybody waits.
    var _ = Json.read("{}");
  }

  /**
   * Google's Places API (New).
   *
   * @throws IllegalArgumentException if the key would travel unencrypted
   */
  public static RemotePlaces google(RemoteClient client, RemoteSettings settings, Secret key) {
    settings.requireSafeForKey();
    return new RemotePlaces(client, settings, new GoogleApi(settings, key), Optional.of(key));
  }

  /**
   * Google's Nearby Search (legacy). What it answers is passed on as it is.
   *
   * @throws IllegalArgumentException if the key would travel unencrypted
   */
  public static RemotePlaces googleLegacy(
      RemoteClient client, RemoteSettings settings, Secret key) {
    settings.requireSafeForKey();
    return new RemotePlaces(client, settings, new GoogleLegacyApi(settings, key), Optional.of(key));
  }

  /** A Photon server: OpenStreetMap, without a key. */
  public static RemotePlaces photon(RemoteClient client, RemoteSettings settings) {
    return new RemotePlaces(client, settings, new PhotonApi(settings), Optional.empty());
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public CompletableFuture<Outcome> find(NearbyQuery query, Duration patience) {
    if (closed) {
      return CompletableFuture.completedFuture(text.closed());
    }
    if (!free.tryAcquire()) {
      return CompletableFuture.completedFuture(text.tooManyRequests());
    }
    var outcome = new CompletableFuture<Outcome>();
    Long number = asked.incrementAndGet();
    waiting.put(number, outcome);
    var _ =
        outcome.whenComplete((_, _) -> {
          waiting.remove(number);
          free.release();
        });
    ask(query, shorter(patience, settings.timeout()), outcome);
    if (closed) {
      outcome.complete(text.closed());
    }
    return outcome;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  private void ask(NearbyQuery query, Duration patience, CompletableFuture<Outcome> outcome) {
    CompletableFuture<HttpResponse<byte[]>> exchange;
    try {
      exchange = client.send(request(query), settings.bodyLimit());
    } catch (RemoteFailure e) {
      outcome.complete(text.of(e));
      return;
    } catch (RuntimeException e) {
      outcome.complete(text.of(e, patience));
      return;
    }
    var _ =
        exchange.whenComplete(
            (response, failure) -> outcome.complete(judge(query, response, failure, patience)));
    // However the wait ends, nothing of it is left.
    var _ = outcome.whenComplete((_, _) -> exchange.cancel(true));
    var _ =
        outcome.completeOnTimeout(text.timeout(patience), patience.toNanos(), TimeUnit.NANOSECONDS);
  }

  private HttpRequest request(NearbyQuery query) throws RemoteFailure {
    // Without TLS there is only the long way to HTTP/2, by an upgrade that nobody needs.
    return api.request(query)
        .version(settings.isEncrypted() ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
        .header("User-Agent", "Proxyherd")
        .header("Accept", "application/json")
        .build();
  }

  private Outcome judge(
      NearbyQuery query,
      @Nullable HttpResponse<byte[]> response,
      @Nullable Throwable failure,
      Duration patience) {
    try {
      if (response == null) {
        return text.of(failure, patience);
      }
      return api.read(text.reply(response), query).limitedTo(query.limit());
    } catch (RemoteFailure e) {
      return text.of(e);
    } catch (JacksonException | CharacterCodingException _) {
      return text.garbage();
    } catch (RuntimeException e) {
      return text.of(e, patience);
    }
  }

  @Override
  public void close() {
    closed = true;
    waiting.values().forEach(outcome -> outcome.complete(text.closed()));
  }
}
