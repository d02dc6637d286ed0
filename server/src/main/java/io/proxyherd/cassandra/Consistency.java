package io.proxyherd.cassandra;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;

/** How many copies of a report must answer before a request is done. */
public enum Consistency {
  /** One copy in this data centre: a read may then be stale. */
  LOCAL_ONE(DefaultConsistencyLevel.LOCAL_ONE),
  /** Most copies in this data centre: what was written there is read there. */
  LOCAL_QUORUM(DefaultConsistencyLevel.LOCAL_QUORUM),
  /** Most copies of all data centres together. */
  QUORUM(DefaultConsistencyLevel.QUORUM),
  /** Most copies in each data centre; for writes only. */
  EACH_QUORUM(DefaultConsistencyLevel.EACH_QUORUM),
  /** Every copy: one node that is away is enough to fail. */
  ALL(DefaultConsistencyLevel.ALL);

  private final DefaultConsistencyLevel level;

  Consistency(DefaultConsistencyLevel level) {
    this.level = level;
  }

  ConsistencyLevel level() {
    return level;
  }
}
