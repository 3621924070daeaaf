/** The options of the Typesense sink. A leaf: it imports nothing of the connector's. */
package dev.lockstep.sink.typesense.config;
