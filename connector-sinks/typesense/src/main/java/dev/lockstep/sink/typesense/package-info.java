/**
 * Keeps collections of Typesense equal to their source. {@code TypesenseTarget} applies a batch
 * serially, so that the order of each document is the sink's; {@code write} leaves out what is
 * older than what the server holds, {@code collection} makes collections and their fields, {@code
 * client} speaks HTTP.
 */
package dev.lockstep.sink.typesense;
