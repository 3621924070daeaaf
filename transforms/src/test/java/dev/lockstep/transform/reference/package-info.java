/** The reference pages and the examples on them, held against what the transforms do. */
package dev.lockstep.transform.reference;
