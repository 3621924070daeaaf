/** Rows as documents of JSON, and the templates of their ids and keys. */
package dev.lockstep.cli.verify.target.document;
