package io.proxyherd.cassandra;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.RequestThrottlingException;
import com.datastax.oss.driver.api.core.connection.BusyConnectionException;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.OverloadedException;
import com.datastax.oss.driver.api.core.servererrors.ReadTimeoutException;
import com.datastax.oss.driver.api.core.servererrors.WriteFailureException;
import com.datastax.oss.driver.api.core.servererrors.WriteTimeoutException;
import io.proxyherd.store.StoreFailure;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionException;

/** What the driver's exceptions mean to who asked. */
final class DriverFailures {
  private DriverFailures() {}

  static StoreFailure of(Throwable error) {
    return switch (error) {
      case CompletionException wrapped when wrapped.getCause() != null -> of(wrapped.getCause());
      case OverloadedException _, BusyConnectionException _, RequestThrottlingException _ ->
          StoreFailure.BUSY;
      case DriverTimeoutException _, WriteTimeoutException _, ReadTimeoutException _ ->
          StoreFailure.TIMED_OUT;
      case WriteFailureException _ -> StoreFailure.READ_ONLY;
      case InvalidQueryException refused when isOfFullDisk(refused) -> StoreFailure.READ_ONLY;
      case AllNodesFailedException all when isBusy(all) -> StoreFailure.BUSY;
      default -> StoreFailure.UNAVAILABLE;
    };
  }

  /** Whether the cluster does not know the table, or not as it was prepared. */
  static boolean isOfSchema(Throwable error) {
    return switch (error) {
      case CompletionException wrapped when wrapped.getCause() != null ->
          isOfSchema(wrapped.getCause());
      case InvalidQueryException refused -> !isOfFullDisk(refused);
      default -> false;
    };
  }

  /** That is how the guardrail for the disks' usage words it. */
  private static boolean isOfFullDisk(InvalidQueryException refused) {
    return String.valueOf(refused.getMessage()).contains("disk usage");
  }

  /** Whether all that keeps the nodes from taking the request is that they have enough of them. */
  private static boolean isBusy(AllNodesFailedException all) {
    List<Throwable> causes =
        all.getAllErrors().values().stream().flatMap(Collection::stream).toList();
    return !causes.isEmpty() && causes.stream().allMatch(cause -> of(cause) == StoreFailure.BUSY);
  }
}
