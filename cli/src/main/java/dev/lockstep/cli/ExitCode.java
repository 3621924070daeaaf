package dev.lockstep.cli;

/** What the process tells its caller. Usage errors are 2, as picocli has it. */
final class ExitCode {

    static final int DIFFERENCE = 1;
    static final int FAILURE = 3;
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
