package dev.lockstep.transform.outbox;

import dev.lockstep.event.SchemaCache;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** Puts columns beside the payload. */
public final class EnvelopeBuilder {

    private static final String PAYLOAD = "payload";
    private static final int CAPACITY = 1_000;

    private record Kind(Schema payload, String route, Integer version) {}

    private final List<Placement> columns;
    private final SchemaCache<Map<Kind, Schema>> schemas =
            new SchemaCache<>(row -> new HashMap<>());

    public EnvelopeBuilder(List<Placement> columns) {
        this.columns = columns;
    }

    /** Whether there is nothing to put there, so that the payload itself is the value. */
    public boolean isEmpty() {
        return columns.isEmpty();
    }

    /**
     * The payload with the columns that the row has.
     *
     * @param route part of the schema's name, since payloads differ by it
     * @param version of the schema; null for none
     */
    public SchemaAndValue build(Object row, SchemaAndValue payload, String route, Integer version) {
        if (!(row instanceof Struct struct)) {
            Map<String, Object> envelope = new LinkedHashMap<>();
            envelope.put(PAYLOAD, payload.value());
            columns.forEach(
                    placed -> {
                        if (placed.column().isIn(row)) {
                            envelope.put(placed.name(), placed.column().read(row));
                        }
                    });
            return new SchemaAndValue(null, envelope);
        }
        Schema schema = schema(struct.schema(), new Kind(payload.schema(), route, version));
        Struct envelope = new Struct(schema).put(PAYLOAD, payload.value());
        columns.forEach(
                placed -> {
                    if (placed.column().isIn(row)) {
                        envelope.put(placed.name(), placed.column().read(row));
                    }
                });
        return new SchemaAndValue(schema, envelope);
    }

    private Schema schema(Schema row, Kind kind) {
        Map<Kind, Schema> known = schemas.get(row);
        Schema schema = known.get(kind);
        if (schema == null) {
            if (known.size() >= CAPACITY) {
                known.clear();
            }
            schema = make(row, kind);
            known.put(kind, schema);
        }
        return schema;
    }

    private Schema make(Schema row, Kind kind) {
        SchemaBuilder schema =
                SchemaBuilder.struct().name(name(row.name(), kind.route)).version(kind.version);
        schema.field(PAYLOAD, kind.payload);
        for (Placement placed : columns) {
            if (row.field(placed.column().name()) != null) {
                schema.field(placed.name(), row.field(placed.column().name()).schema());
            }
        }
        return schema.build();
    }

    /**
     * {@code shop.public.outbox.Value} of {@code order}: {@code shop.public.outbox.order.Value}.
     */
    private static String name(String row, String route) {
        if (row == null) {
            return route;
        }
        int dot = row.lastIndexOf('.') + 1;
        return row.substring(0, dot) + route + "." + row.substring(dot);
    }
}
