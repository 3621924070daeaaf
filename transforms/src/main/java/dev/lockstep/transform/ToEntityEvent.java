package dev.lockstep.transform;

import dev.lockstep.event.FieldNames;
import dev.lockstep.event.Operation;
import dev.lockstep.transform.change.Change;
import dev.lockstep.transform.change.ChangeTransform;
import dev.lockstep.transform.change.ChangedColumns;
import dev.lockstep.transform.change.ColumnReader;
import dev.lockstep.transform.change.TombstoneHandling;
import dev.lockstep.transform.entityevent.EntityEventForm;
import dev.lockstep.transform.identity.EntityName;
import dev.lockstep.transform.identity.EventId;
import dev.lockstep.transform.identity.KeyText;
import java.util.OptionalLong;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.NonNullValidator;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.Header;

/**
 * Makes flat events of change events: id, place, entity, images and what changed beside each other.
 *
 * @param <R> the record type of the connector
 */
public final class ToEntityEvent<R extends ConnectRecord<R>> extends ChangeTransform<R> {

    static final String LSN = "lsn.field";
    static final String OPERATIONS = "operation.names";
    static final String ENTITY = "entity.name.format";
    static final String TIMESTAMP = "timestamp.unit";
    static final String CORRELATION_ID = "correlation.id.header";

    private static final String POSITION = "position";
    private static final String LOG_SEQUENCE_NUMBER = "lsn";
    private static final String MODIFY = "modify";
    private static final String UPDATE = "update";
    private static final String TABLE = "table";
    private static final String QUALIFIED = "schema.table";
    private static final String MICROS = "us";
    private static final String MILLIS = "ms";
    private static final String GROUP = "Event";

    private final EntityEventForm form = new EntityEventForm();
    private final EventId ids = new EventId();
    private final EntityName entities = new EntityName();
    private final ColumnReader message = new ColumnReader(FieldNames.MESSAGE);
    private final ColumnReader transaction = new ColumnReader(FieldNames.TRANSACTION);
    private final ColumnReader transactionId = new ColumnReader("id");
    private final ColumnReader txId = new ColumnReader("txId");
    private final ColumnReader server = new ColumnReader("name");
    private final ColumnReader position = new ColumnReader(POSITION);
    private final ColumnReader lsn = new ColumnReader(LOG_SEQUENCE_NUMBER);
    private final ColumnReader micros = new ColumnReader(FieldNames.TS_US);
    private final ColumnReader millis = new ColumnReader(FieldNames.TS_MS);
    private boolean inCommitOrder;
    private boolean modify;
    private boolean qualified;
    private boolean inMicros;
    private String correlationHeader = "";
    private boolean dropTombstones;

    @Override
    protected ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        choice(
                definition,
                LSN,
                POSITION,
                LOG_SEQUENCE_NUMBER,
                "Selects what lsn holds: position is the place in commit order, which never goes"
                        + " backwards, lsn the log sequence number of the change, which may.",
                1,
                "Meaning of lsn");
        choice(
                definition,
                OPERATIONS,
                MODIFY,
                UPDATE,
                "Selects the names of operations: modify is INSERT, MODIFY and REMOVE, update is"
                        + " INSERT, UPDATE and DELETE.",
                2,
                "Names of operations");
        choice(
                definition,
                ENTITY,
                TABLE,
                QUALIFIED,
                "Selects how much of the table's name entity holds.",
                3,
                "Entity");
        choice(
                definition,
                TIMESTAMP,
                MICROS,
                MILLIS,
                "Selects the unit of timestamp, the time of the commit since 1970.",
                4,
                "Unit of timestamp");
        definition.define(
                CORRELATION_ID,
                Type.STRING,
                "correlation_id",
                new NonNullValidator(),
                Importance.MEDIUM,
                "Names the header that correlation_id is taken from; empty for none.",
                GROUP,
                5,
                Width.MEDIUM,
                "Header of the correlation id");
        return TombstoneHandling.with(definition, GROUP, 6);
    }

    private static void choice(
            ConfigDef definition,
            String name,
            String first,
            String second,
            String documentation,
            int order,
            String title) {
        definition.define(
                name,
                Type.STRING,
                first,
                ValidString.in(first, second),
                Importance.MEDIUM,
                documentation,
                GROUP,
                order,
                Width.SHORT,
                title);
    }

    @Override
    protected void configure(AbstractConfig options) {
        inCommitOrder = options.getString(LSN).equals(POSITION);
        modify = options.getString(OPERATIONS).equals(MODIFY);
        qualified = options.getString(ENTITY).equals(QUALIFIED);
        inMicros = options.getString(TIMESTAMP).equals(MICROS);
        correlationHeader = options.getString(CORRELATION_ID);
        dropTombstones = TombstoneHandling.drops(options);
    }

    @Override
    protected R apply(R record, Change change) {
        EntityEventForm.Facts facts = facts(record, change);
        return change.value() instanceof Struct envelope
                ? withValue(record, form.struct(envelope.schema(), facts))
                : withValue(record, EntityEventForm.map(facts));
    }

    private EntityEventForm.Facts facts(R record, Change change) {
        boolean isMessage = change.operation() == Operation.MESSAGE;
        return new EntityEventForm.Facts(
                ids.of(record, change),
                lsn(change),
                timestamp(change.source()),
                entity(record, change),
                KeyText.of(record.key()),
                operation(change.operation()),
                change.beforeImage(),
                isMessage ? message.read(change.value()) : change.afterImage(),
                ChangedColumns.of(change),
                transactionId(change),
                KeyText.part(server.read(change.source())),
                correlationId(record));
    }

    private Long lsn(Change change) {
        Object place = (inCommitOrder ? position : lsn).read(change.source());
        if (place instanceof Number number) {
            return number.longValue();
        }
        OptionalLong derived =
                inCommitOrder ? change.event().source().position() : OptionalLong.empty();
        return derived.isPresent() ? derived.getAsLong() : null;
    }

    private Long timestamp(Object source) {
        if (inMicros && micros.read(source) instanceof Long us) {
            return us;
        }
        Object ms = millis.read(source);
        return ms instanceof Number number ? number.longValue() * (inMicros ? 1_000 : 1) : null;
    }

    private String entity(R record, Change change) {
        String name = entities.of(record, change);
        String schema = qualified ? change.schema() : null;
        return schema == null || schema.isEmpty() ? name : schema + "." + name;
    }

    private String operation(Operation operation) {
        return switch (operation) {
            case INSERT, READ -> "INSERT";
            case UPDATE -> modify ? "MODIFY" : "UPDATE";
            case DELETE -> modify ? "REMOVE" : "DELETE";
            case TRUNCATE -> "TRUNCATE";
            case MESSAGE -> "MESSAGE";
        };
    }

    private String transactionId(Change change) {
        Object id = transactionId.read(transaction.read(change.value()));
        return KeyText.part(id == null ? txId.read(change.source()) : id);
    }

    private String correlationId(R record) {
        if (correlationHeader.isEmpty() || record.headers().isEmpty()) {
            return null;
        }
        Header header = record.headers().lastWithName(correlationHeader);
        return header == null ? null : KeyText.part(header.value());
    }

    @Override
    protected R applyToTombstone(R record) {
        return dropTombstones ? null : record;
    }
}
