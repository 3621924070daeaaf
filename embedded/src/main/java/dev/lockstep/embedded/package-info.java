/** Real servers started from Maven artifacts, each closeable. Imports nothing of ours. */
package dev.lockstep.embedded;
