/**
 * {@code lockstep plan} and {@code lockstep apply}: connectors from files of JSON.
 *
 * <p>Values of secret options are compared, and never printed.
 */
package dev.lockstep.cli.apply;
