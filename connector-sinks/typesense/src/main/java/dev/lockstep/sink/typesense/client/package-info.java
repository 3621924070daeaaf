/**
 * The HTTP that Typesense speaks. Requests go to one node after the other until one answers; {@code
 * TypesenseClient} says of every answer that concerns the server rather than the request what it
 * means.
 */
package dev.lockstep.sink.typesense.client;
