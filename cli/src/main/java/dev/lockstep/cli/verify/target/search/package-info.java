/** Indexes of OpenSearch and Elasticsearch, by what readers of the connector's aliases find. */
package dev.lockstep.cli.verify.target.search;
