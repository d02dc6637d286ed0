package io.proxyherd.places.remote;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Collects an answer's body as long as it is no longer than the limit; then it cancels the rest and
 * fails with {@link TooLong}. The JDK's own limit fails with an exception like any other.
 */
final class LimitedBody implements BodySubscriber<byte[]> {
  private final int limit;
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
  private Flow.@Nullable Subscription subscription;

  /**
   * @param limit in bytes
   */
  LimitedBody(int limit) {
    this.limit = limit;
  }

  /** The body is longer than the limit. */
  static final class TooLong extends IOException {
    private static final long serialVersionUID = 1;

    TooLong(int limit) {
      super("more than " + limit + " bytes");
    }
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    this.subscription = subscription;
    subscription.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> part) {
    if (body.isDone() || subscription == null) {
      return;
    }
    long length = collected.size();
    for (ByteBuffer buffer : part) {
      length += buffer.remaining();
    }
    if (length > limit) {
      subscription.cancel();
      body.completeExceptionally(new TooLong(limit));
      return;
    }
    part.forEach(this::collect);
    subscription.request(1);
  }

  private void collect(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    collected.writeBytes(bytes);
  }

  @Override
  public void onError(Throwable failure) {
    body.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    body.complete(collected.toByteArray());
  }
}
