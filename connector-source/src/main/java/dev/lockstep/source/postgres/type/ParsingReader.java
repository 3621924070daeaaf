package dev.lockstep.source.postgres.type;

import org.apache.kafka.connect.data.Schema;

/** The reader of every column: a schema and the parser that fills it. */
final class ParsingReader implements ColumnReader {

    private final String typeName;
    private final Schema schema;
    private final Parser parser;
    private final Object neutral;
    private final Object unavailable;

    /**
     * @param neutral stands where nothing is near an inexact value; null in an optional column
     */
    ParsingReader(
            String typeName, Schema schema, Parser parser, Object neutral, Object unavailable) {
        this.typeName = typeName;
        this.schema = schema;
        this.parser = parser;
        this.neutral = neutral;
        this.unavailable = unavailable;
    }

    @Override
    public String typeName() {
        return typeName;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public Object read(byte[] buffer, int offset, int length) {
        Object value;
        try {
            value = parser.parse(buffer, offset, offset + length);
        } catch (MalformedTextException e) {
            throw new UnreadableValueException(typeName);
        }
        if (value instanceof Inexact inexact && inexact.nearest() == null) {
            return new Inexact(neutral, inexact.text());
        }
        return value;
    }

    @Override
    public Object unavailable() {
        return unavailable;
    }
}
