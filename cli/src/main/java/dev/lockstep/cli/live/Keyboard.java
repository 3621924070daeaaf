package dev.lockstep.cli.live;

import java.util.Optional;

/** What somebody types while they watch. */
public interface Keyboard extends AutoCloseable {

    /** Nobody types. */
    Keyboard NONE =
            new Keyboard() {
                @Override
                public Optional<Character> next() {
                    return Optional.empty();
                }

                @Override
                public void close() {}
            };

    /** The keys of the terminal, if this screen is one and obeys. */
    static Keyboard of(Screen screen) {
        return screen.terminal() ? RawTerminal.open() : NONE;
    }

    /** The next key, if one was typed; does not wait. */
    Optional<Character> next();

    @Override
    void close();
}
