package io.proxyherd.gateway;

/**
 * A client is forgotten: {@code DELETE /v1/clients/{id}}.
 *
 * @param server which was told so, and has kept it; the others learn it from their peers
 */
public record ClientForgotten(String server, String client) {}
