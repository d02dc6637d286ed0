package io.proxyherd.cassandra;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.context.DriverContext;
import com.datastax.oss.driver.api.core.retry.RetryVerdict;
import com.datastax.oss.driver.api.core.servererrors.BootstrappingException;
import com.datastax.oss.driver.api.core.servererrors.CoordinatorException;
import com.datastax.oss.driver.api.core.servererrors.WriteType;
import com.datastax.oss.driver.api.core.session.Request;
import com.datastax.oss.driver.internal.core.retry.DefaultRetryPolicy;

/**
 * Tries a request once more, on another node, when its node may be what is wrong: never when the
 * cluster is overloaded or its disks are full, for that only adds to the load. The driver gives
 * requests that are not idempotent no second try; the deadline holds for both together.
 */
public final class OneRetry extends DefaultRetryPolicy {
  /** Called by the driver, by name. */
  public OneRetry(DriverContext context, String profile) {
    super(context, profile);
  }

  @Override
  public RetryVerdict onReadTimeoutVerdict(
      Request request,
      ConsistencyLevel consistency,
      int blockFor,
      int received,
      boolean dataPresent,
      int tries) {
    return once(tries);
  }

  @Override
  public RetryVerdict onWriteTimeoutVerdict(
      Request request,
      ConsistencyLevel consistency,
      WriteType type,
      int blockFor,
      int received,
      int tries) {
    return once(tries);
  }

  @Override
  public RetryVerdict onUnavailableVerdict(
      Request request, ConsistencyLevel consistency, int required, int alive, int tries) {
    return once(tries);
  }

  @Override
  public RetryVerdict onRequestAbortedVerdict(Request request, Throwable error, int tries) {
    return once(tries);
  }

  @Override
  public RetryVerdict onErrorResponseVerdict(
      Request request, CoordinatorException error, int tries) {
    return error instanceof BootstrappingException ? once(tries) : RetryVerdict.RETHROW;
  }

  private static RetryVerdict once(int tries) {
    return tries == 0 ? RetryVerdict.RETRY_NEXT : RetryVerdict.RETHROW;
  }
}
