package dev.lockstep.transform;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.transform.sample.JsonData;
import dev.lockstep.transform.sample.Samples;
import dev.lockstep.transform.sample.Shape;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/** Events with images of a test's own. */
final class Images {

    private Images() {}

    /** An event as the value of a record like another one: with its schema if it has one. */
    static Object of(SinkRecord like, JsonNode event) {
        if (!(like.value() instanceof Struct original)) {
            return JsonData.withoutSchema(event).value();
        }
        return struct(original, event);
    }

    private static Struct struct(Struct original, JsonNode event) {
        Struct changed = new Struct(original.schema());
        original.schema().fields().forEach(field -> changed.put(field, original.get(field)));
        event.properties()
                .forEach(
                        member -> {
                            if (member.getValue().isNull()) {
                                changed.put(member.getKey(), null);
                            } else if (changed.get(member.getKey()) instanceof Struct block) {
                                changed.put(member.getKey(), struct(block, member.getValue()));
                            } else if (member.getValue().isTextual()
                                    && changed.schema().field(member.getKey()).schema().type()
                                            == Schema.Type.STRING) {
                                changed.put(member.getKey(), member.getValue().textValue());
                            }
                        });
        return changed;
    }

    /** An update to a row. */
    static SinkRecord update(Struct after) {
        return event("u", null, after);
    }

    /** An event of the table {@code shop.public.things}; the key is the row's id. */
    static SinkRecord event(String op, Struct before, Struct after) {
        Struct row = after == null ? before : after;
        Schema source =
                SchemaBuilder.struct()
                        .field("db", Schema.STRING_SCHEMA)
                        .field("schema", Schema.STRING_SCHEMA)
                        .field("table", Schema.STRING_SCHEMA)
                        .build();
        Schema envelope =
                SchemaBuilder.struct()
                        .name("shop.public.things.Envelope")
                        .field("before", row.schema())
                        .field("after", row.schema())
                        .field("source", source)
                        .field("op", Schema.STRING_SCHEMA)
                        .build();
        Schema key = SchemaBuilder.struct().field("id", row.schema().field("id").schema()).build();
        Struct value =
                new Struct(envelope)
                        .put("before", before)
                        .put("after", after)
                        .put("op", op)
                        .put(
                                "source",
                                new Struct(source)
                                        .put("db", "shop")
                                        .put("schema", "public")
                                        .put("table", "things"));
        return Samples.sink(
                "shop.public.things",
                new SchemaAndValue(key, new Struct(key).put("id", row.get("id"))),
                new SchemaAndValue(envelope, value));
    }

    /** The same event in the shape of a worker that keeps no schemas. */
    static SinkRecord withoutSchema(SinkRecord event) {
        return Samples.sink(
                event.topic(),
                JsonData.withoutSchema(JsonData.toJson(event.keySchema(), event.key())),
                JsonData.withoutSchema(JsonData.toJson(event.valueSchema(), event.value())));
    }

    /** As {@link #event}, in one of the shapes. */
    static SinkRecord event(Shape shape, String op, Struct before, Struct after) {
        SinkRecord event = event(op, before, after);
        return shape.isWithSchema() ? event : withoutSchema(event);
    }
}
