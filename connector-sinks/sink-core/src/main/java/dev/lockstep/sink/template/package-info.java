/**
 * Names made of rows: of documents, indexes and keys. A {@link dev.lockstep.sink.template.Template}
 * is what an option says, a {@link dev.lockstep.sink.template.RowTemplate} what it comes to for the
 * rows of one shape, so that per row no name is looked up.
 */
package dev.lockstep.sink.template;
