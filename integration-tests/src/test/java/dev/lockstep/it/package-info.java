/**
 * Black-box tests: the built plugin archives in a real Connect worker, against a real broker and a
 * real PostgreSQL. Servers are started once per run; every test has its own database, connector and
 * topics, so that tests neither share state nor wait for each other's.
 */
package dev.lockstep.it;
