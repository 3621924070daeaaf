package dev.lockstep.transform.route;

import dev.lockstep.event.FieldNames;
import dev.lockstep.event.Operation;
import dev.lockstep.transform.change.Change;
import dev.lockstep.transform.change.ColumnReader;
import dev.lockstep.transform.identity.EntityName;
import dev.lockstep.transform.identity.KeyText;
import java.util.Map;
import java.util.function.BiFunction;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Struct;

/**
 * A piece of a template.
 *
 * @param isOfTable whether it depends on nothing but table and operation
 * @param written how it stands in the template
 */
record Part(
        boolean isOfTable, String written, BiFunction<ConnectRecord<?>, Change, Object> reader) {

    static final String NAMES =
            "There are topic, db, schema, table, entity, op, operation, server, connector and key,"
                + " and any field of source, transaction, key, before and after, as ${after.id}.";

    static Part literal(String text) {
        return new Part(true, text, (record, change) -> text);
    }

    /** Null if there is no placeholder of that name. */
    static Part named(String name) {
        return switch (name) {
            case "topic" -> part(false, name, (record, change) -> record.topic());
            case "db" -> part(true, name, (record, change) -> change.database());
            case "schema" -> part(true, name, (record, change) -> change.schema());
            case "table" -> part(true, name, (record, change) -> change.table());
            case "op" -> part(true, name, (record, change) -> change.operation().code());
            case "operation" ->
                    part(true, name, (record, change) -> EntityName.operation(change.operation()));
            case "entity" -> part(false, name, new EntityName()::of);
            case "key" -> part(false, name, (record, change) -> KeyText.of(record.key()));
            case "server" -> source(name, "name");
            case "connector" -> source(name, "connector");
            default -> field(name);
        };
    }

    private static Part source(String name, String field) {
        ColumnReader reader = new ColumnReader(field);
        return part(false, name, (record, change) -> reader.read(change.source()));
    }

    private static Part field(String name) {
        int dot = name.indexOf('.');
        if (dot < 0 || dot == name.length() - 1) {
            return null;
        }
        ColumnReader field = new ColumnReader(name.substring(dot + 1));
        return switch (name.substring(0, dot)) {
            case "source" -> part(false, name, (record, change) -> field.read(change.source()));
            case "transaction" -> {
                ColumnReader block = new ColumnReader(FieldNames.TRANSACTION);
                yield part(
                        false, name, (record, change) -> read(field, block.read(change.value())));
            }
            case "key" -> part(false, name, (record, change) -> read(field, record.key()));
            case "before" ->
                    part(false, name, (record, change) -> field.read(change.beforeImage()));
            case "after" -> part(false, name, (record, change) -> field.read(row(change)));
            default -> null;
        };
    }

    private static Part part(
            boolean isOfTable, String name, BiFunction<ConnectRecord<?>, Change, Object> reader) {
        return new Part(isOfTable, "${" + name + "}", reader);
    }

    /** A text is no row here: only images may be documents. */
    private static Object read(ColumnReader field, Object block) {
        return block instanceof Struct || block instanceof Map ? field.read(block) : null;
    }

    /** A delete has its row before the change only. */
    private static Object row(Change change) {
        return change.operation() == Operation.DELETE ? change.beforeImage() : change.afterImage();
    }

    /** Null for no value, an empty one, and one that has no text. */
    String text(ConnectRecord<?> record, Change change) {
        Object value = reader.apply(record, change);
        if (value instanceof String text) {
            return text.isEmpty() ? null : text;
        }
        return value instanceof Number || value instanceof Boolean ? value.toString() : null;
    }
}
