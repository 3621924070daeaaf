package dev.lockstep.event;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;

record MapRow(Map<?, ?> map) implements Row {

    @Override
    public List<String> columns() {
        return map.keySet().stream().map(String::valueOf).toList();
    }

    @Override
    public boolean has(String column) {
        return map.containsKey(column);
    }

    @Override
    public Object value(String column) {
        return map.get(column);
    }

    @Override
    public Optional<Schema> schema() {
        return Optional.empty();
    }
}
