package io.proxyherd.config;

import java.time.Duration;

/**
 * How far a client's clock is believed.
 *
 * @param tolerance a client's time counts as at most the server's time plus this, so that a clock
 *     that runs ahead locks nobody out
 */
public record ClockSettings(Duration tolerance) {}
