package dev.lockstep.sink.change;

import dev.lockstep.event.SchemaCache;
import dev.lockstep.sink.config.KeyMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;

/** Finds the form of a record's key, as {@code pk.mode} and {@code pk.fields} want it. */
final class KeyForms {

    private static final int CAPACITY = 1_000;

    private final KeyMode mode;
    private final List<String> wanted;

    /** Null where the form depends on the record. */
    private final KeyForm fixed;

    private final SchemaCache<KeyForm> structs = new SchemaCache<>(this::ofStruct);
    private final SchemaCache<KeyForm> scalars = new SchemaCache<>(this::ofScalar);
    private final KeyForm plainScalar;
    private final Map<List<?>, KeyForm> byNames = new HashMap<>();

    KeyForms(KeyMode mode, List<String> wanted) {
        this.mode = mode;
        this.wanted = List.copyOf(wanted);
        this.fixed =
                switch (mode) {
                    case RECORD_VALUE -> KeyForm.inRow(wanted);
                    case KAFKA -> KeyForm.beside(coordinates(wanted));
                    case NONE -> KeyForm.NONE;
                    case RECORD_KEY, RECORD_HEADER -> null;
                };
        this.plainScalar = wanted.size() == 1 ? ofScalar(null) : null;
    }

    private static List<KeyForm.Part> coordinates(List<String> names) {
        List<String> columns =
                names.isEmpty()
                        ? List.of("connect_topic", "connect_partition", "connect_offset")
                        : names;
        return List.of(
                new KeyForm.Part(columns.get(0), Schema.STRING_SCHEMA, Origin::topic),
                new KeyForm.Part(columns.get(1), Schema.INT32_SCHEMA, Origin::partition),
                new KeyForm.Part(columns.get(2), Schema.INT64_SCHEMA, Origin::offset));
    }

    KeyForm of(SinkRecord record) {
        if (fixed != null) {
            return fixed;
        }
        return mode == KeyMode.RECORD_HEADER ? ofHeaders(record) : ofKey(record);
    }

    private KeyForm ofKey(SinkRecord record) {
        Object key = record.key();
        if (key instanceof Struct struct) {
            KeyForm form = structs.get(struct.schema());
            return form.parts().size() == wanted.size() || wanted.isEmpty()
                    ? form
                    : missing(record, "the record's key");
        }
        if (key instanceof Map<?, ?> map) {
            List<?> names = wanted.isEmpty() ? List.copyOf(map.keySet()) : wanted;
            return map.keySet().containsAll(names)
                    ? named(names, KeyForms::ofMapEntry)
                    : missing(record, "the record's key");
        }
        if (key != null && plainScalar == null) {
            throw new UnreadableRecordException(
                    record,
                    "its key is a single value",
                    "Name the column of the key in pk.fields, or choose another pk.mode.");
        }
        if (key != null) {
            return record.keySchema() == null ? plainScalar : scalars.get(record.keySchema());
        }
        return wanted.isEmpty() ? KeyForm.NONE : missing(record, "the record, which has no key,");
    }

    private static KeyForm missing(SinkRecord record, String where) {
        throw new UnreadableRecordException(
                record,
                where + " lacks a column that pk.fields names",
                "Correct pk.fields, or choose another pk.mode.");
    }

    private KeyForm ofStruct(Schema key) {
        List<KeyForm.Part> parts = new ArrayList<>();
        for (Field field : key.fields()) {
            if (wanted.isEmpty() || wanted.contains(field.name())) {
                boolean hasDefault = field.schema().defaultValue() != null;
                KeyForm.Reader reader =
                        hasDefault
                                ? record -> ((Struct) record.key()).getWithoutDefault(field.name())
                                : record -> ((Struct) record.key()).get(field);
                parts.add(new KeyForm.Part(field.name(), field.schema(), reader));
            }
        }
        return KeyForm.beside(parts);
    }

    private KeyForm ofScalar(Schema key) {
        return KeyForm.beside(List.of(new KeyForm.Part(wanted.get(0), key, SinkRecord::key)));
    }

    private static KeyForm.Part ofMapEntry(String name) {
        return new KeyForm.Part(name, null, record -> ((Map<?, ?>) record.key()).get(name));
    }

    private KeyForm ofHeaders(SinkRecord record) {
        List<String> names = wanted;
        if (names.isEmpty()) {
            names = new ArrayList<>();
            for (Header header : record.headers()) {
                names.add(header.key());
            }
        }
        for (String name : names) {
            if (record.headers().lastWithName(name) == null) {
                return missing(record, "the record's headers");
            }
        }
        return named(names, name -> ofHeader(name, record));
    }

    private static KeyForm.Part ofHeader(String name, SinkRecord like) {
        return new KeyForm.Part(
                name,
                like.headers().lastWithName(name).schema(),
                record -> record.headers().lastWithName(name).value());
    }

    /** Makes the form of these columns, once. */
    private KeyForm named(List<?> names, Function<String, KeyForm.Part> maker) {
        KeyForm form = byNames.get(names);
        if (form == null) {
            if (byNames.size() >= CAPACITY) {
                byNames.clear();
            }
            List<String> distinct = names.stream().map(String::valueOf).distinct().toList();
            form = KeyForm.beside(distinct.stream().map(maker).toList());
            byNames.put(List.copyOf(names), form);
        }
        return form;
    }
}
