package io.proxyherd.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.ssl.ProgrammaticSslEngineFactory;

/** How every session begins: where, as whom, and how encrypted. */
final class Sessions {
  private Sessions() {}

  /**
   * A session that is not opened yet.
   *
   * @throws TlsFailure if a file for TLS can't be used
   */
  static CqlSessionBuilder builder(CassandraSettings settings, DriverConfigLoader options) {
    CqlSessionBuilder builder =
        CqlSession.builder().withConfigLoader(options).addContactPoints(settings.contactPoints());
    settings
        .login()
        .ifPresent(login -> builder.withAuthCredentials(login.username(), login.revealPassword()));
    settings
        .tls()
        .ifPresent(tls ->
            builder.withSslEngineFactory(
                new ProgrammaticSslEngineFactory(TlsContext.of(tls), null, tls.hostCheck())));
    return builder;
  }
}
