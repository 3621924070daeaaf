package dev.lockstep.transform.cloudevent;

import io.cloudevents.rw.CloudEventContextWriter;
import org.apache.kafka.connect.header.Headers;

/** Binary mode: one header per attribute, as Kafka's protocol binding names them. */
public final class HeaderWriter implements CloudEventContextWriter {

    /** In structured mode the type of the whole value, here of the data. */
    public static final String CONTENT_TYPE = "content-type";

    private static final String PREFIX = "ce_";
    private static final String DATA_CONTENT_TYPE = "datacontenttype";

    private final Headers headers;

    private HeaderWriter(Headers headers) {
        this.headers = headers;
    }

    /** A writer of the attributes of an event of version 1.0. */
    public static HeaderWriter into(Headers headers) {
        return new HeaderWriter(headers).write("ce_specversion", "1.0");
    }

    @Override
    public HeaderWriter withContextAttribute(String name, String value) {
        return write(name.equals(DATA_CONTENT_TYPE) ? CONTENT_TYPE : PREFIX.concat(name), value);
    }

    private HeaderWriter write(String header, String value) {
        headers.remove(header);
        headers.addString(header, value);
        return this;
    }
}
