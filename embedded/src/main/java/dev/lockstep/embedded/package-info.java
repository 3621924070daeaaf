/**
 * Real servers started from Maven artifacts, each closeable. Imports nothing of ours.
 *
 * <p>Every server is a process of its own on free ports, with all its files in one temporary
 * folder. A supervising shell ties the process and the folder to the JVM that started it, so that
 * neither outlives it, whichever way it ends.
 *
 * <p>Kafka and Connect run from the jars of our class path. OpenSearch and Apicurio Registry bring
 * other versions of the same libraries, and so stay in folders of their own.
 */
package dev.lockstep.embedded;
