package dev.lockstep.cli.output;

/** What the process tells its caller. Usage errors are 2, as picocli has it. */
public final class ExitCode {

    public static final int OK = 0;

    /** The command could not do its work. */
    public static final int FAILURE = 1;

    /** It could, and what it looked at is not as it should be. */
    public static final int ALARM = 3;

    public static final int INTERRUPTED = 130;

    private ExitCode() {}
}
