package io.proxyherd.places.remote;

import io.proxyherd.node.NearbyQuery;
import io.proxyherd.places.Outcome;
import java.net.http.HttpRequest;

/** How one remote API is asked and understood. Pure: {@link RemotePlaces} does the rest. */
interface Api {
  /** The most places that one answer has; always asked for, so that an answer can be shared. */
  int PAGE = 20;

  /**
   * The request for all places that the API gives at once.
   *
   * @throws RemoteFailure if the API can't be asked that
   */
  HttpRequest.Builder request(NearbyQuery query) throws RemoteFailure;

  /**
   * What is in an answer, whatever its status, within the query's radius and nearest first.
   *
   * @throws RemoteFailure if that is an error
   * @throws tools.jackson.core.JacksonException if it is not the JSON that the API promises
   */
  Outcome.Found read(Reply reply, NearbyQuery query) throws RemoteFailure;
}
