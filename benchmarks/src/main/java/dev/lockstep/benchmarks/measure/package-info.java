/**
 * What is measured and how: contenders in turn over several rounds, their figures, and the result
 * that becomes a table, a file and a page. Knows no server and no connector.
 */
package dev.lockstep.benchmarks.measure;
