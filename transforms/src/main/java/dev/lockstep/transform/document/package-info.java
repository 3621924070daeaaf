/**
 * Rows that are JSON texts, as MongoDB's connector writes them: read into maps, and written again.
 * Pure Java; a plugin has no JSON library that it could rely on. No message holds any of the text.
 */
package dev.lockstep.transform.document;
