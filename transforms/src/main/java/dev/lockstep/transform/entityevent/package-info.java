/** The flat shape of an event in which change streams of application databases are often read. */
package dev.lockstep.transform.entityevent;
