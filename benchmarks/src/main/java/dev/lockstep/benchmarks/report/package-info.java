/**
 * What becomes of results: files of JSON, a table on the terminal, and a page with plots, which is
 * made of the files alone.
 */
package dev.lockstep.benchmarks.report;
