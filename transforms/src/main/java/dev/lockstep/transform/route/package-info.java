/**
 * Names of topics, and the templates of texts such as {@code cdc.${schema}.${table}}, which are
 * compiled once and rendered per event, or once per table where they depend on nothing else.
 */
package dev.lockstep.transform.route;
