/**
 * What {@code Unwrap} is made of: reading facts of an envelope by the names that users configure,
 * putting them beside the columns of a row, and leaving columns out. Everything is worked out once
 * per schema, and per set of columns that are left out.
 */
package dev.lockstep.transform.unwrap;
