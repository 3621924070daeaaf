package dev.lockstep.cli.check;

import java.util.List;

/** A part of the script: what it is about, the statements, and the changes that must arrive. */
record CheckStep(String title, List<Command> commands, List<RowChange> expected) {

    /** A statement on one of the script's connections. */
    record Command(String connection, String sql) {}
}
