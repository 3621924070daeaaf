/** Values of options that people write with units or in forms of their own. A leaf. */
package dev.lockstep.cli.option;
