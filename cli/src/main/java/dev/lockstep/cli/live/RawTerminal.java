package dev.lockstep.cli.live;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The keys of the terminal, one by one and without an echo. A shell on the other end of a pipe puts
 * the terminal back as it was when this process closes the pipe, which the kernel does for it
 * however it ends.
 */
final class RawTerminal implements Keyboard {

    /** Only what runs in the foreground may change a terminal. */
    private static final String SCRIPT =
            """
            trap '' INT TERM HUP TTOU TTIN QUIT TSTP
            case $(ps -o stat= -p $$ 2>/dev/null) in *+* | '') ;; *) exit 1 ;; esac
            saved=$(stty -g </dev/tty) && stty -icanon -echo min 1 time 0 </dev/tty || exit 1
            echo raw
            read -r end
            stty "$saved" </dev/tty
            printf '\\033[?7h' >/dev/tty
            """;

    private static final int RESTORE_SECONDS = 5;

    private final Process shell;
    private final InputStream terminal;
    private final BlockingQueue<Character> typed = new LinkedBlockingQueue<>();

    private RawTerminal(Process shell, InputStream terminal) {
        this.shell = shell;
        this.terminal = terminal;
        Thread reader = new Thread(this::read, "keys");
        reader.setDaemon(true);
        reader.start();
    }

    /** Takes over the terminal of this process; nobody types when it has none that obeys. */
    static Keyboard open() {
        try {
            Process shell =
                    new ProcessBuilder("sh", "-c", SCRIPT)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            BufferedReader answer = shell.inputReader(StandardCharsets.US_ASCII);
            if (!"raw".equals(answer.readLine())) {
                return NONE;
            }
            return new RawTerminal(shell, new FileInputStream("/dev/tty"));
        } catch (IOException e) {
            return NONE;
        }
    }

    @Override
    public Optional<Character> next() {
        return Optional.ofNullable(typed.poll());
    }

    /** Returns when the terminal is as it was. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            shell.getOutputStream().close();
            shell.waitFor(RESTORE_SECONDS, TimeUnit.SECONDS);
        } catch (IOException e) {
            shell.destroy();
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try {
            for (int next = terminal.read(); next >= 0; next = terminal.read()) {
                typed.add((char) next);
            }
        } catch (IOException e) {
            // The terminal is gone, and with it whoever could type.
        }
    }
}
