/**
 * From log entries to source records, on the task thread. {@link
 * dev.lockstep.source.postgres.record.TablePlanner} compiles a {@link
 * dev.lockstep.source.postgres.record.TablePlan} per version of a table; {@link
 * dev.lockstep.source.postgres.record.EventBuilder} fills events by it; {@link
 * dev.lockstep.source.postgres.record.RecordAssembler} gives each its place in the commit order and
 * its offset. Nothing here talks to Kafka, and only compiling a plan asks the database.
 */
package dev.lockstep.source.postgres.record;
