package dev.lockstep.transform.cloudevent;

import dev.lockstep.event.FieldNames;
import dev.lockstep.transform.change.Change;
import dev.lockstep.transform.change.ColumnReader;
import dev.lockstep.transform.identity.EventId;
import dev.lockstep.transform.route.Template;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.v1.CloudEventBuilder;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.header.Header;

/** The attributes of a CloudEvent, without its data, from a change event. */
public final class Attributes {

    /** Of the distributed tracing extension. */
    private static final String TRACEPARENT = "traceparent";

    private static final String TRACESTATE = "tracestate";

    private static final String JSON = "application/json";

    private static final long MICROS = 1_000_000;
    private static final long NANOS_OF_MICRO = 1_000;

    private final Template type;
    private final Template source;
    private final Template subject;
    private final EventId ids = new EventId();
    private final ColumnReader position = new ColumnReader("position");
    private final ColumnReader lsn = new ColumnReader("lsn");
    private final ColumnReader micros = new ColumnReader(FieldNames.TS_US);
    private final ColumnReader millis = new ColumnReader(FieldNames.TS_MS);

    private String latestSource;
    private URI latestUri;

    public Attributes(Template type, Template source, Template subject) {
        this.type = type;
        this.source = source;
        this.subject = subject;
    }

    /**
     * A CloudEvent without data.
     *
     * @param hasData whether there is data to name the type of
     * @throws IllegalArgumentException without a value, if the event lacks what an attribute needs
     */
    public CloudEvent of(ConnectRecord<?> record, Change change, boolean hasData) {
        CloudEventBuilder event =
                new CloudEventBuilder()
                        .withId(ids.of(record, change))
                        .withSource(uri(required("event.source", source.render(record, change))))
                        .withType(required("event.type", type.render(record, change)))
                        .withTime(time(change));
        String named = subject.render(record, change);
        if (named != null && !named.isEmpty()) {
            event.withSubject(named);
        }
        if (hasData) {
            event.withDataContentType(JSON);
        }
        extend(event, "position", position.read(change.source()));
        extend(event, "lsn", lsn.read(change.source()));
        trace(event, record);
        return event.build();
    }

    private static String required(String option, String text) {
        if (text == null || text.isEmpty()) {
            throw new IllegalArgumentException("it has nothing for a variable of " + option);
        }
        return text;
    }

    private URI uri(String text) {
        if (!text.equals(latestSource)) {
            try {
                latestUri = URI.create(text);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("event.source does not make a URI of it");
            }
            latestSource = text;
        }
        return latestUri;
    }

    /** When the change was committed. */
    private OffsetDateTime time(Change change) {
        Object exact = micros.read(change.source());
        if (exact instanceof Long us) {
            return at(
                    Instant.ofEpochSecond(
                            Math.floorDiv(us, MICROS), Math.floorMod(us, MICROS) * NANOS_OF_MICRO));
        }
        return millis.read(change.source()) instanceof Long ms
                ? at(Instant.ofEpochMilli(ms))
                : null;
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** As a text: a number in a CloudEvent has 32 bits. */
    private static void extend(CloudEventBuilder event, String name, Object value) {
        if (value != null) {
            event.withExtension(name, value.toString());
        }
    }

    private static void trace(CloudEventBuilder event, ConnectRecord<?> record) {
        for (Header header : record.headers()) {
            if (header.key().equals(TRACEPARENT) || header.key().equals(TRACESTATE)) {
                extend(event, header.key(), header.value());
            }
        }
    }
}
