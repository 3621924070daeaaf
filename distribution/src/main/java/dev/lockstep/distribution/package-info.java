/**
 * Makes what a release publishes beside its archives: bills of materials and sums. Runs while the
 * module is packaged, on the archives as they are; nothing of it is shipped.
 */
package dev.lockstep.distribution;
