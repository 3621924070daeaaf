/**
 * What {@code RouteEntity} is made of: templates that are compiled once and rendered per event, or
 * once per table where they depend on nothing else, and names of topics.
 */
package dev.lockstep.transform.route;
