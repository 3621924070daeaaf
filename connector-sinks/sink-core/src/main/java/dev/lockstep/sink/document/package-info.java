/**
 * Rows as JSON documents.
 *
 * <p>What a column needs is worked out once per shape: its name with quotes and colon as bytes, and
 * a writer for its schema that puts values straight into the bytes of the document. Digits, dates
 * and texts are exact. {@link dev.lockstep.sink.document.DocumentColumn} tells what the values of a
 * column become, for the mappings and schemas of targets.
 */
package dev.lockstep.sink.document;
