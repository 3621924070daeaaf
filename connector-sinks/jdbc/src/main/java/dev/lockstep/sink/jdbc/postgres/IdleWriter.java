package dev.lockstep.sink.jdbc.postgres;

import dev.lockstep.sink.change.RowChange;
import dev.lockstep.sink.jdbc.dialect.TableWriter;
import java.util.List;

/** For updates of rows that are nothing but a key: there is nothing to set. */
final class IdleWriter implements TableWriter {

    @Override
    public int write(List<? extends RowChange> rows) {
        return rows.size();
    }

    @Override
    public void close() {}
}
