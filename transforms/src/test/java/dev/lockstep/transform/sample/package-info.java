/** Records of every shape for the tests of transforms, made from the golden events. */
package dev.lockstep.transform.sample;
