package dev.lockstep.sink.config;

/**
 * Something wrong with a configuration, on the option that the user should change.
 *
 * @param option the key of the option
 * @param message what is wrong and what to do
 */
public record Problem(String option, String message) {}
