package dev.lockstep.benchmarks.stage;

import java.sql.SQLException;
import java.util.List;

/**
 * Changes of a table of orders.
 *
 * @param isMixed whether, of ten changes, five insert a row, four update one and one deletes one;
 *     else all insert one
 */
public record OrdersBacklog(OrdersTable table, boolean isMixed) implements Backlog {

    @Override
    public String database() {
        return table.database();
    }

    @Override
    public int whole(int count) {
        return OrdersTable.whole(count);
    }

    @Override
    public void write(int count) throws SQLException {
        table.empty();
        if (isMixed) {
            table.mix(count);
        } else {
            table.insert(1, count);
        }
    }

    @Override
    public List<String> topics(String prefix) {
        return List.of(prefix + ".public.orders");
    }
}
