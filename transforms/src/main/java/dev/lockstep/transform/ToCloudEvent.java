package dev.lockstep.transform;

import dev.lockstep.event.FieldNames;
import dev.lockstep.event.Operation;
import dev.lockstep.transform.change.Change;
import dev.lockstep.transform.change.ChangeTransform;
import dev.lockstep.transform.change.ColumnReader;
import dev.lockstep.transform.change.TombstoneHandling;
import dev.lockstep.transform.cloudevent.Attributes;
import dev.lockstep.transform.cloudevent.HeaderWriter;
import dev.lockstep.transform.cloudevent.StructuredForm;
import dev.lockstep.transform.route.Template;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.CloudEventUtils;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.Headers;

/**
 * Makes CloudEvents 1.0 of change events, in one of the two modes of the Kafka protocol binding.
 *
 * @param <R> the record type of the connector
 */
public final class ToCloudEvent<R extends ConnectRecord<R>> extends ChangeTransform<R> {

    static final String CONTENT_MODE = "content.mode";
    static final String DATA = "event.data";
    static final String TYPE = "event.type";
    static final String SOURCE = "event.source";
    static final String SUBJECT = "event.subject";

    private static final String STRUCTURED = "structured";
    private static final String BINARY = "binary";
    private static final String ROW = "row";
    private static final String ENVELOPE = "envelope";
    private static final String STRUCTURED_TYPE = "application/cloudevents+json; charset=UTF-8";
    private static final String FORM = "Form";
    private static final String ATTRIBUTES = "Attributes";

    private final StructuredForm structured = new StructuredForm();
    private final ColumnReader message = new ColumnReader(FieldNames.MESSAGE);
    private Attributes attributes;
    private boolean binary;
    private boolean wholeEnvelope;
    private boolean dropTombstones;

    @Override
    protected ConfigDef definition() {
        ConfigDef definition =
                new ConfigDef()
                        .define(
                                CONTENT_MODE,
                                Type.STRING,
                                STRUCTURED,
                                ValidString.in(STRUCTURED, BINARY),
                                Importance.HIGH,
                                "Places the attributes: structured in the value beside the data,"
                                        + " binary in headers.",
                                FORM,
                                1,
                                Width.SHORT,
                                "Content mode")
                        .define(
                                DATA,
                                Type.STRING,
                                ROW,
                                ValidString.in(ROW, ENVELOPE),
                                Importance.MEDIUM,
                                "Selects the data: row is the row after the change, or before a"
                                        + " delete, envelope the whole change event.",
                                FORM,
                                2,
                                Width.SHORT,
                                "Data");
        TombstoneHandling.with(definition, FORM, 3);
        define(definition, TYPE, "${entity}.${operation}", "type", 1, "Type");
        define(
                definition,
                SOURCE,
                "/${connector}/${server}",
                "source, a URI reference",
                2,
                "Source");
        define(
                definition,
                SUBJECT,
                "${entity}/${key}",
                "subject, which is left out of events that lack a variable of it",
                3,
                "Subject");
        return definition;
    }

    private static void define(
            ConfigDef definition,
            String name,
            String template,
            String attribute,
            int order,
            String title) {
        definition.define(
                name,
                Type.STRING,
                template,
                Template.VALIDATOR,
                Importance.MEDIUM,
                "Holds the template of the attribute " + attribute + ".",
                ATTRIBUTES,
                order,
                Width.MEDIUM,
                title);
    }

    @Override
    protected void configure(AbstractConfig options) {
        binary = options.getString(CONTENT_MODE).equals(BINARY);
        wholeEnvelope = options.getString(DATA).equals(ENVELOPE);
        dropTombstones = TombstoneHandling.drops(options);
        attributes =
                new Attributes(
                        template(options, TYPE),
                        template(options, SOURCE),
                        template(options, SUBJECT));
    }

    private static Template template(AbstractConfig options, String option) {
        return Template.compile(options.getString(option), UnaryOperator.identity());
    }

    @Override
    protected R apply(R record, Change change) {
        Object data = data(change);
        CloudEvent event;
        try {
            event = attributes.of(record, change, data != null);
        } catch (IllegalArgumentException e) {
            throw failure(record, e.getMessage(), "Correct the template.");
        }
        return binary
                ? inHeaders(record, event, data)
                : inValue(record, event, change.hasSchema(), data);
    }

    private Object data(Change change) {
        if (wholeEnvelope) {
            return change.value();
        }
        if (change.operation() == Operation.MESSAGE) {
            return message.read(change.value());
        }
        return change.operation() == Operation.DELETE ? change.beforeImage() : change.afterImage();
    }

    private R inHeaders(R record, CloudEvent event, Object data) {
        Headers headers = record.headers().duplicate();
        CloudEventUtils.toContextReader(event).readContext(HeaderWriter.into(headers));
        return with(record, schemaOf(data), data, headers);
    }

    private R inValue(R record, CloudEvent event, boolean withSchema, Object data) {
        Headers headers = record.headers().duplicate();
        headers.remove(HeaderWriter.CONTENT_TYPE);
        headers.addString(HeaderWriter.CONTENT_TYPE, STRUCTURED_TYPE);
        if (!withSchema) {
            return with(record, null, structured.map(event, data), headers);
        }
        Struct value = structured.struct(event, schemaOf(data), data);
        return with(record, value.schema(), value, headers);
    }

    /** MongoDB's documents are texts. */
    private static Schema schemaOf(Object data) {
        if (data instanceof Struct struct) {
            return struct.schema();
        }
        return data instanceof String ? Schema.OPTIONAL_STRING_SCHEMA : null;
    }

    private R with(R record, Schema schema, Object value, Headers headers) {
        return record.newRecord(
                record.topic(),
                record.kafkaPartition(),
                record.keySchema(),
                record.key(),
                schema,
                value,
                record.timestamp(),
                headers);
    }

    @Override
    protected R applyToTombstone(R record) {
        return dropTombstones ? null : record;
    }
}
