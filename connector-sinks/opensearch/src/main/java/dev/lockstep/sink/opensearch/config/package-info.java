/** The options of the OpenSearch sink. A leaf: nothing here knows of requests or documents. */
package dev.lockstep.sink.opensearch.config;
