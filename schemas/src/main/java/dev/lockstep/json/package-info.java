/**
 * A JSON converter for Kafka Connect that writes what Kafka's own {@code JsonConverter} writes,
 * byte for byte, and reads what it reads, without a tree of nodes in between: what depends on a
 * schema is compiled once per schema, values go straight into bytes and come straight from them, or
 * from tokens where the text is not as a converter writes it. {@link dev.lockstep.json.JsonText}
 * reads and writes the JSON that is no record. Imports nothing of ours.
 */
package dev.lockstep.json;
