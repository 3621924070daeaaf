/**
 * Texts with variables, as users write them in options: {@code cdc.${schema}.${table}}. Taken apart
 * once; an event fills in what it has.
 */
package dev.lockstep.transform.template;
