package dev.lockstep.transform;

import dev.lockstep.event.FieldNames;
import dev.lockstep.transform.change.Change;
import dev.lockstep.transform.change.ChangeOptions;
import dev.lockstep.transform.change.ChangeTransform;
import dev.lockstep.transform.change.ColumnReader;
import dev.lockstep.transform.change.LatestDeletes;
import dev.lockstep.transform.change.Unexpected;
import dev.lockstep.transform.unwrap.ColumnOmitter;
import dev.lockstep.transform.unwrap.Facts;
import dev.lockstep.transform.unwrap.RowBuilder;
import dev.lockstep.transform.unwrap.UnavailableColumns;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.SchemaBuilderException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.header.Headers;

/**
 * Replaces the envelope by the row, with facts of the event beside its columns or among the headers
 * if wanted. Logical messages have no row and are left alone.
 *
 * @param <R> the record type of the connector
 */
public final class Unwrap<R extends ConnectRecord<R>> extends ChangeTransform<R> {

    private static final String DELETE = "d";

    private String deletes;
    private boolean keepsTombstones;
    private boolean passesTruncates;
    private Facts headers;
    private List<String> tombstoneHeaders;
    private RowBuilder rows;

    /** Null where the placeholder stays. */
    private UnavailableColumns unavailable;

    private ColumnOmitter unavailableOmitter;

    /** Null where no header lists columns. */
    private String dropHeader;

    private boolean dropsFromKey;
    private ColumnOmitter listedOmitter;

    /** Null where records stay in their topic. */
    private ColumnReader route;

    private LatestDeletes<String> routes;
    private boolean failsOnMissingColumn;

    @Override
    protected ConfigDef definition() {
        return UnwrapOptions.definition();
    }

    @Override
    protected void configure(AbstractConfig options) {
        deletes = options.getString(UnwrapOptions.DELETES);
        keepsTombstones = deletes.equals(UnwrapOptions.REWRITE_WITH_TOMBSTONE);
        passesTruncates = options.getString(UnwrapOptions.TRUNCATES).equals(UnwrapOptions.PASS);
        headers = facts(options, UnwrapOptions.HEADERS_PREFIX, UnwrapOptions.HEADERS);
        tombstoneHeaders = headers.targetsOf(FieldNames.OP);
        rows =
                new RowBuilder(
                        deletes.startsWith(UnwrapOptions.REWRITE),
                        facts(options, UnwrapOptions.FIELDS_PREFIX, UnwrapOptions.FIELDS));
        boolean omits = options.getString(UnwrapOptions.UNAVAILABLE).equals(UnwrapOptions.OMIT);
        String placeholder = options.getString(UnwrapOptions.PLACEHOLDER);
        unavailable = omits ? new UnavailableColumns(placeholder) : null;
        unavailableOmitter = new ColumnOmitter(true);
        String header = options.getString(UnwrapOptions.DROP_HEADER);
        dropHeader = header.isEmpty() ? null : header;
        dropsFromKey = options.getBoolean(UnwrapOptions.DROP_FROM_KEY);
        listedOmitter = new ColumnOmitter(!options.getBoolean(UnwrapOptions.DROP_COMPATIBLY));
        String column = options.getString(UnwrapOptions.ROUTE);
        route = column.isEmpty() ? null : new ColumnReader(column);
        routes = new LatestDeletes<>();
        failsOnMissingColumn = Unexpected.fails(options, ChangeOptions.ON_MISSING_COLUMN);
    }

    private static Facts facts(AbstractConfig options, String prefix, String names) {
        return new Facts(options.getString(prefix), options.getList(names));
    }

    @Override
    protected R apply(R record, Change change) {
        return switch (change.operation()) {
            case INSERT, UPDATE, READ -> row(record, change);
            case DELETE -> delete(record, change);
            case TRUNCATE -> passesTruncates ? record : null;
            case MESSAGE -> record;
        };
    }

    private R row(R record, Change change) {
        Object row = change.afterImage();
        if (row == null) {
            throw failure(
                    record,
                    "the event has no row after the change",
                    "Let the connector send whole rows, or keep such events away by a predicate.");
        }
        Object rest =
                unavailable == null ? row : unavailableOmitter.omit(row, unavailable.of(change));
        return unwrapped(record, change, topic(record, row), rest, false);
    }

    private R delete(R record, Change change) {
        if (deletes.equals(UnwrapOptions.DROP)) {
            return null;
        }
        Object row = change.beforeImage();
        String topic = topic(record, row);
        if (route != null && keepsTombstones) {
            routes.remember(record, topic);
        }
        if (deletes.equals(UnwrapOptions.TOMBSTONE)) {
            return emit(record, change, topic, imageSchema(change, FieldNames.AFTER), null);
        }
        if (deletes.equals(UnwrapOptions.DELETE_TO_TOMBSTONE)) {
            return emit(record, change, topic, null, null);
        }
        if (row == null) {
            throw failure(
                    record,
                    "the delete has no row before the change, which "
                            + UnwrapOptions.DELETES
                            + "="
                            + deletes
                            + " needs",
                    "Set another mode.");
        }
        return unwrapped(record, change, topic, row, true);
    }

    private R unwrapped(R record, Change change, String topic, Object row, boolean deleted) {
        if (row instanceof String) {
            if (!rows.addsNothing()) {
                throw failure(
                        record,
                        "the row is a JSON text, to which no field can be added",
                        "Use " + UnwrapOptions.HEADERS + ", and no mode that rewrites.");
            }
            return emit(record, change, topic, imageSchema(change, FieldNames.AFTER), row);
        }
        Collection<?> listed = dropHeader == null ? List.of() : listed(record);
        Object built = built(record, change, listedOmitter.omit(row, listed), deleted);
        R unwrapped =
                emit(
                        record,
                        change,
                        topic,
                        built instanceof Struct struct ? struct.schema() : null,
                        built);
        return dropsFromKey && !listed.isEmpty() ? withoutKeyColumns(unwrapped, listed) : unwrapped;
    }

    private Object built(R record, Change change, Object row, boolean deleted) {
        try {
            return rows.build(change, row, deleted);
        } catch (SchemaBuilderException e) {
            throw failure(
                    record,
                    "a field that is added has the name of a column or of another one",
                    "Set another " + UnwrapOptions.FIELDS_PREFIX + ", or name it by a colon.");
        }
    }

    private Collection<?> listed(R record) {
        Header header = record.headers().lastWithName(dropHeader);
        if (header == null || header.value() == null) {
            return List.of();
        }
        if (header.value() instanceof Collection<?> columns) {
            return columns;
        }
        throw failure(
                record,
                "the header that " + UnwrapOptions.DROP_HEADER + " names holds no list",
                "Write a list of column names into it, or clear the option.");
    }

    private R withoutKeyColumns(R record, Collection<?> listed) {
        Object key = listedOmitter.omit(record.key(), listed);
        Schema schema = key instanceof Struct struct ? struct.schema() : record.keySchema();
        return withKeyAndValue(record, schema, key, record.valueSchema(), record.value());
    }

    private String topic(R record, Object row) {
        if (route == null) {
            return record.topic();
        }
        Object value = route.read(row);
        if (value == null && failsOnMissingColumn) {
            throw failure(
                    record,
                    Unexpected.missingColumn(UnwrapOptions.ROUTE, route.name()) + ", or it is null",
                    Unexpected.missingColumnRemedy());
        }
        String topic = value == null ? "" : value.toString();
        return topic.isBlank() ? record.topic() : topic;
    }

    private static Schema imageSchema(Change change, String image) {
        Field field =
                change.value() instanceof Struct envelope ? envelope.schema().field(image) : null;
        return field == null ? null : field.schema();
    }

    private R emit(R record, Change change, String topic, Schema schema, Object value) {
        Headers all = record.headers();
        if (!headers.isEmpty()) {
            all = all.duplicate();
            headers.addTo(all, change);
        }
        return withHeaders(record, topic, schema, value, all);
    }

    private R withHeaders(R record, String topic, Schema schema, Object value, Headers all) {
        return record.newRecord(
                topic,
                record.kafkaPartition(),
                record.keySchema(),
                record.key(),
                schema,
                value,
                record.timestamp(),
                all);
    }

    @Override
    protected R applyToTombstone(R record) {
        if (!keepsTombstones) {
            return null;
        }
        String topic = route == null ? null : routes.before(record);
        if (topic == null && tombstoneHeaders.isEmpty()) {
            return record;
        }
        Headers all = record.headers().duplicate();
        tombstoneHeaders.forEach(name -> all.addString(name, DELETE));
        String target = topic == null ? record.topic() : topic;
        return withHeaders(record, target, record.valueSchema(), null, all);
    }
}
