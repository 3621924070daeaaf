package dev.lockstep.cli.doctor;

/**
 * One thing that was looked at.
 *
 * @param subject what it is about, such as {@code database}
 * @param text what was found
 * @param advice what to do; null when there is nothing to do
 */
record Finding(Level level, String subject, String text, String advice) {

    /** How bad it is. */
    enum Level {
        OK,
        WARN,
        FAIL
    }
}
