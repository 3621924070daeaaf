package dev.lockstep.transform.cloudevent;

import dev.lockstep.event.SchemaCache;
import dev.lockstep.transform.change.StructLayout;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.CloudEventUtils;
import io.cloudevents.rw.CloudEventContextWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/**
 * Structured mode: a value that a JSON converter writes as the JSON format of CloudEvents. There is
 * one schema per schema of the data, with all attributes that an event may have.
 */
public final class StructuredForm {

    private static final String DATA = "data";
    private static final String SPEC_VERSION = "specversion";
    private static final String VERSION = "1.0";

    private static final List<String> OPTIONAL =
            List.of(
                    "subject",
                    "time",
                    "datacontenttype",
                    "position",
                    "lsn",
                    "traceparent",
                    "tracestate");

    private final SchemaCache<StructLayout> layouts = new SchemaCache<>(StructuredForm::layout);

    /** Stands for the schema of data that is not there. */
    private static final Schema NO_DATA = Schema.OPTIONAL_STRING_SCHEMA;

    private static StructLayout layout(Schema data) {
        SchemaBuilder schema =
                SchemaBuilder.struct()
                        .name("io.cloudevents.v1.CloudEvent")
                        .field(SPEC_VERSION, Schema.STRING_SCHEMA)
                        .field("id", Schema.STRING_SCHEMA)
                        .field("source", Schema.STRING_SCHEMA)
                        .field("type", Schema.STRING_SCHEMA);
        OPTIONAL.forEach(name -> schema.field(name, Schema.OPTIONAL_STRING_SCHEMA));
        return new StructLayout((data == NO_DATA ? schema : schema.field(DATA, data)).build());
    }

    private record FieldWriter(BiConsumer<String, String> fields)
            implements CloudEventContextWriter {
        @Override
        public FieldWriter withContextAttribute(String name, String value) {
            fields.accept(name, value);
            return this;
        }
    }

    /**
     * The event with its data.
     *
     * @param dataSchema null if there is no data
     */
    public Struct struct(CloudEvent event, Schema dataSchema, Object data) {
        Struct value = layouts.get(dataSchema == null ? NO_DATA : dataSchema).struct();
        value.put(SPEC_VERSION, VERSION);
        CloudEventUtils.toContextReader(event).readContext(new FieldWriter(value::put));
        if (dataSchema != null) {
            value.put(DATA, data);
        }
        return value;
    }

    /**
     * The event with its data, without schema.
     *
     * @param data null for none
     */
    public Map<String, Object> map(CloudEvent event, Object data) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put(SPEC_VERSION, VERSION);
        CloudEventUtils.toContextReader(event).readContext(new FieldWriter(value::put));
        if (data != null) {
            value.put(DATA, data);
        }
        return value;
    }
}
