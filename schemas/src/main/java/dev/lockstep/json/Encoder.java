package dev.lockstep.json;

import java.util.IdentityHashMap;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.DataException;

/** Makes the bytes of records. For one thread, which reuses its buffer. */
final class Encoder {

    private static final byte[] ENVELOPE = JsonBytes.ascii("{\"schema\":");
    private static final byte[] PAYLOAD = JsonBytes.ascii(",\"payload\":");

    /** What is known of a schema. */
    private static final class Compiled {

        /** Everything before the value: the schema, or nothing. */
        private final byte[] start;

        private final ValueWriter writer;

        Compiled(byte[] start, ValueWriter writer) {
            this.start = start;
            this.writer = writer;
        }
    }

    private final JsonOptions options;
    private final JsonBytes out = new JsonBytes();

    /** By identity: to compare schemas costs more than to write a record. */
    private final IdentityHashMap<Schema, Compiled> compiled = new IdentityHashMap<>();

    Encoder(JsonOptions options) {
        this.options = options;
    }

    /**
     * @param schema null for a value without one
     * @throws DataException when the value is not one of the schema
     */
    byte[] encode(Schema schema, Object value) {
        try {
            out.clear();
            if (schema == null) {
                schemaless(value);
            } else {
                Compiled known = compiled(schema);
                out.clear();
                out.raw(known.start);
                known.writer.write(out, value);
            }
            if (options.schemas()) {
                out.raw('}');
            }
            return out.toBytes();
        } catch (ClassCastException e) {
            throw refused(schema, "a value is of another class than its schema says", e);
        } catch (DataException e) {
            throw refused(schema, e.getMessage(), e);
        }
    }

    private static DataException refused(Schema schema, String cause, RuntimeException e) {
        String what = schema == null ? "a value without schema" : "a value of " + schema;
        return new DataException(
                "Cannot write "
                        + what
                        + " as JSON: "
                        + cause
                        + ". Correct the connector or transform that made it.",
                e);
    }

    private void schemaless(Object value) {
        if (options.schemas()) {
            start(null);
        }
        SchemalessWriter.write(out, value);
    }

    private void start(Schema schema) {
        out.raw(ENVELOPE);
        new SchemaWriter(out, options).write(schema);
        out.raw(PAYLOAD);
    }

    private Compiled compiled(Schema schema) {
        Compiled known = compiled.get(schema);
        return known != null ? known : compile(schema);
    }

    private Compiled compile(Schema schema) {
        if (options.schemas()) {
            start(schema);
        }
        Compiled fresh = new Compiled(out.toBytes(), new ValueWriter(schema, options));
        // A builder may still change.
        if (!(schema instanceof SchemaBuilder) && options.cacheSize() > 0) {
            if (compiled.size() >= options.cacheSize()) {
                compiled.clear();
            }
            compiled.put(schema, fresh);
        }
        return fresh;
    }
}
