package dev.lockstep.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;

/**
 * Reads the bytes of records. For one thread.
 *
 * <p>The schema of a record is mostly longer than its value, and the same as that of the record
 * before. So the text before a value is remembered: a record that begins with it needs no schema
 * read.
 */
final class Decoder {

    private static final String SCHEMA = "schema";
    private static final String PAYLOAD = "payload";
    private static final Compiled NO_SCHEMA = new Compiled(null, null, null);

    /** A schema and its readers; all null for none. */
    private record Compiled(Schema schema, ValueReader reader, CompactReader compact) {

        Object read(JsonParser json) throws IOException, Refusal {
            return reader == null ? SchemalessReader.OF_RECORDS.read(json) : reader.read(json);
        }
    }

    /** By the bytes of the schema. */
    private static final class Cache extends LinkedHashMap<ByteBuffer, Compiled> {
        private final int limit;

        Cache(int limit) {
            super(16, 0.75f, true);
            this.limit = limit;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Compiled> eldest) {
            return size() > limit;
        }
    }

    private final JsonOptions options;
    private final Map<ByteBuffer, Compiled> known;
    private final Compiled fixed;

    private final CompactText text = new CompactText();
    private byte[] lastStart = new byte[0];
    private Compiled last = NO_SCHEMA;

    /**
     * @param fixed the schema of all records; null to take it from each
     */
    Decoder(JsonOptions options, Schema fixed) {
        this.options = options;
        this.known = new Cache(options.cacheSize());
        this.fixed = fixed == null ? null : compile(fixed);
    }

    /**
     * @throws DataException when the bytes are not JSON, or not what the schema says
     */
    SchemaAndValue decode(byte[] json) {
        try {
            int start = JsonTokens.start(json);
            if (!options.schemas()) {
                return plain(json, start, NO_SCHEMA);
            }
            return fixed == null ? envelope(json, start) : plain(json, start, fixed);
        } catch (JsonProcessingException e) {
            // Its message quotes the record.
            throw refused("it is malformed at byte " + e.getLocation().getByteOffset());
        } catch (IOException e) {
            throw refused("it is malformed");
        } catch (Refusal | DataException e) {
            throw refused(e.getMessage());
        }
    }

    /** The schema that an option gives as text. */
    static Schema schema(byte[] text, JsonOptions options) {
        try (JsonParser json = JsonTokens.open(text, JsonTokens.start(text))) {
            json.nextToken();
            return new SchemaReader(options).read(json);
        } catch (IOException e) {
            throw unreadable("it is malformed");
        } catch (Refusal | DataException e) {
            throw unreadable(e.getMessage());
        }
    }

    private static DataException unreadable(String cause) {
        return new DataException(
                "Cannot read the schema in " + JsonOptions.SCHEMA_CONTENT + ": " + cause + ".");
    }

    private static DataException refused(String cause) {
        return new DataException(
                "Cannot read a record as JSON: "
                        + cause
                        + ". See whether the topic's writer used JSON, and with the same"
                        + " schemas.enable.");
    }

    private Compiled compile(Schema schema) {
        return schema == null
                ? NO_SCHEMA
                : new Compiled(
                        schema,
                        new ValueReader(schema, options),
                        new CompactReader(schema, options));
    }

    private static SchemaAndValue plain(byte[] json, int start, Compiled schema)
            throws IOException, Refusal {
        try (JsonParser parser = JsonTokens.open(json, start)) {
            if (parser.nextToken() == null) {
                return SchemaAndValue.NULL;
            }
            return new SchemaAndValue(schema.schema, schema.read(parser));
        }
    }

    private SchemaAndValue envelope(byte[] json, int start) throws IOException, Refusal {
        if (startsLikeLast(json)) {
            Object compact = compact(json);
            if (compact != CompactReader.OTHERWISE) {
                return new SchemaAndValue(last.schema, compact);
            }
            try (JsonParser parser = JsonTokens.open(json, lastStart.length)) {
                parser.nextToken();
                Object value = last.read(parser);
                long end = lastStart.length + parser.currentLocation().getByteOffset();
                if (end == json.length - 1 && json[json.length - 1] == '}') {
                    return new SchemaAndValue(last.schema, value);
                }
            }
        }
        Compiled schema = schema(json, start);
        return new SchemaAndValue(schema.schema, payload(json, start, schema));
    }

    /** The value, if that is compact and all that is left is the end of the envelope. */
    private Object compact(byte[] json) {
        if (last.compact == null) {
            return CompactReader.OTHERWISE;
        }
        text.begin(json, lastStart.length);
        Object value = last.compact.read(text);
        boolean ends = text.at() == json.length - 1 && text.peek() == '}';
        return ends ? value : CompactReader.OTHERWISE;
    }

    private boolean startsLikeLast(byte[] json) {
        int length = lastStart.length;
        return length > 0
                && json.length > length
                && json[length] == '{'
                && Arrays.equals(json, 0, length, lastStart, 0, length);
    }

    /** Finds the schema of an envelope, and checks that it is an envelope. */
    private Compiled schema(byte[] json, int start) throws IOException, Refusal {
        Compiled schema = null;
        boolean payload = false;
        try (JsonParser parser = JsonTokens.open(json, start)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw notAnEnvelope();
            }
            for (String name = parser.nextFieldName();
                    name != null;
                    name = parser.nextFieldName()) {
                parser.nextToken();
                if (name.equals(SCHEMA)) {
                    schema = known(json, start, parser);
                } else if (name.equals(PAYLOAD)) {
                    payload = true;
                    parser.skipChildren();
                } else {
                    throw notAnEnvelope();
                }
            }
        }
        if (schema == null || !payload) {
            throw notAnEnvelope();
        }
        return schema;
    }

    private static Refusal notAnEnvelope() {
        return new Refusal(
                "with schemas.enable it must be an object of \"schema\" and \"payload\" and"
                        + " nothing else");
    }

    private Compiled known(byte[] json, int start, JsonParser parser) throws IOException, Refusal {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return compile(new SchemaReader(options).read(parser));
        }
        int from = start + (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        int to = start + (int) parser.currentLocation().getByteOffset();
        Compiled found = known.get(ByteBuffer.wrap(json, from, to - from));
        if (found == null) {
            byte[] text = Arrays.copyOfRange(json, from, to);
            try (JsonParser schema = JsonTokens.open(text, 0)) {
                schema.nextToken();
                found = compile(new SchemaReader(options).read(schema));
            }
            known.put(ByteBuffer.wrap(text), found);
        }
        return found;
    }

    /** Reads the value; of several, the last counts, as everywhere in JSON. */
    private Object payload(byte[] json, int start, Compiled schema) throws IOException, Refusal {
        Object value = null;
        int fields = 0;
        int valueAt = 0;
        try (JsonParser parser = JsonTokens.open(json, start)) {
            parser.nextToken();
            for (String name = parser.nextFieldName();
                    name != null;
                    name = parser.nextFieldName()) {
                parser.nextToken();
                fields++;
                if (name.equals(PAYLOAD)) {
                    valueAt = start + (int) parser.currentTokenLocation().getByteOffset();
                    value = schema.read(parser);
                } else {
                    parser.skipChildren();
                    valueAt = 0;
                }
            }
        }
        if (fields == 2 && valueAt > 0) {
            lastStart = Arrays.copyOf(json, valueAt);
            last = schema;
        }
        return value;
    }
}
