/**
 * Rows that are JSON texts, as MongoDB's connector writes them: read into maps, and written again.
 * No message holds any of the text.
 */
package dev.lockstep.transform.document;
