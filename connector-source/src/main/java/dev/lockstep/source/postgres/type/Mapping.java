package dev.lockstep.source.postgres.type;

import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * How one type maps, before it is known whether the place it maps to is optional.
 *
 * @param schema not yet marked optional
 * @param parser made for the final schema, which a Struct must name
 * @param neutral what a place that is not optional gets when no value is near; for the final schema
 * @param placeholder for an unchanged TOAST value, or null where the schema can carry none
 */
record Mapping(
        SchemaBuilder schema,
        Function<Schema, Parser> parser,
        Function<Schema, Object> neutral,
        Object placeholder) {

    static Mapping of(SchemaBuilder schema, Parser parser, Object neutral) {
        return new Mapping(schema, built -> parser, built -> neutral, null);
    }

    Mapping withPlaceholder(Object value) {
        return new Mapping(schema, parser, neutral, value);
    }

    ColumnReader reader(String typeName, boolean optional) {
        Schema built = optional ? schema.optional().build() : schema.build();
        return reader(typeName, built, parser.apply(built));
    }

    /** Another reader for a schema that an earlier one has made, with a parser of its own. */
    ColumnReader reader(String typeName, Schema built, Parser own) {
        Object fallback = built.isOptional() ? null : neutral.apply(built);
        Object unavailable = placeholder == null ? fallback : placeholder;
        return new ParsingReader(typeName, built, own, fallback, unavailable);
    }
}
