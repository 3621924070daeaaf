package dev.lockstep.transform.template;

import dev.lockstep.transform.change.Change;
import dev.lockstep.transform.change.ColumnReader;
import dev.lockstep.transform.identity.EntityName;
import dev.lockstep.transform.identity.KeyText;
import org.apache.kafka.connect.connector.ConnectRecord;

/** One piece of a template. */
interface Variable {

    /** For messages to users. */
    String NAMES =
            "${server}, ${connector}, ${database}, ${schema}, ${table}, ${entity}, ${op},"
                    + " ${operation}, ${topic}, ${key}, ${source.field}, ${before.column} and"
                    + " ${after.column}";

    /** Null or empty where the event has no such thing. */
    String text(ConnectRecord<?> record, Change change);

    /** What stands between variables. */
    record Literal(String text) implements Variable {
        @Override
        public String text(ConnectRecord<?> record, Change change) {
            return text;
        }
    }

    /** Null for a name that does not exist. */
    static Variable named(String name) {
        return switch (name) {
            case "server" -> source("name");
            case "connector" -> source("connector");
            case "database" -> (record, change) -> change.database();
            case "schema" -> (record, change) -> change.schema();
            case "table" -> (record, change) -> change.table();
            case "entity" -> new EntityName()::of;
            case "op" -> (record, change) -> change.operation().code();
            case "operation" -> (record, change) -> EntityName.operation(change.operation());
            case "topic" -> (record, change) -> record.topic();
            case "key" -> (record, change) -> KeyText.of(record.key());
            default -> qualified(name);
        };
    }

    private static Variable qualified(String name) {
        int dot = name.indexOf('.');
        if (dot < 0 || dot == name.length() - 1) {
            return null;
        }
        String column = name.substring(dot + 1);
        ColumnReader reader = new ColumnReader(column);
        return switch (name.substring(0, dot)) {
            case "source" -> source(column);
            case "before" -> (record, change) -> KeyText.part(reader.read(change.beforeImage()));
            case "after" -> (record, change) -> KeyText.part(reader.read(change.afterImage()));
            default -> null;
        };
    }

    private static Variable source(String field) {
        ColumnReader reader = new ColumnReader(field);
        return (record, change) -> KeyText.part(reader.read(change.source()));
    }
}
