package dev.lockstep.cli.tail;

import dev.lockstep.event.ChangeEvent;
import dev.lockstep.event.Operation;
import dev.lockstep.event.SourceBlock;
import java.util.Set;

/**
 * Chooses events by what they did and to which table; an empty set lets everything through.
 *
 * @param entities {@code schema.table} or only {@code table}
 */
record EventFilter(Set<String> entities, Set<Operation> operations) {

    boolean accepts(ChangeEvent event) {
        return (operations.isEmpty() || operations.contains(event.operation()))
                && (entities.isEmpty() || isOfEntity(event.source()));
    }

    private boolean isOfEntity(SourceBlock source) {
        String table = source.table().orElse("");
        String namespace = source.schema().or(source::database).orElse("");
        return entities.contains(table) || entities.contains(namespace + "." + table);
    }
}
