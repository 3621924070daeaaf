/**
 * The connector's options, one class per group and one that composes them. A leaf: it imports
 * nothing of ours but the words of the change event, so that every other room may import it. Values
 * are typed at this border (durations, enums, patterns); nothing outside reads a raw key.
 */
package dev.lockstep.source.postgres.config;
