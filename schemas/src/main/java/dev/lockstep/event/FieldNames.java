package dev.lockstep.event;

/** Names of the fields of a change event, as they stand on the wire. */
public final class FieldNames {

    public static final String BEFORE = "before";
    public static final String AFTER = "after";
    public static final String SOURCE = "source";
    public static final String TRANSACTION = "transaction";
    public static final String OP = "op";
    public static final String TS_MS = "ts_ms";
    public static final String TS_US = "ts_us";
    public static final String TS_NS = "ts_ns";
    public static final String MESSAGE = "message";
    public static final String CHANGED_FIELDS = "changed_fields";
    public static final String UNAVAILABLE_FIELDS = "unavailable_fields";
    public static final String EXACT_VALUES = "exact_values";

    /** In the source block. */
    public static final String DB = "db";

    public static final String SCHEMA = "schema";
    public static final String TABLE = "table";
    public static final String COLLECTION = "collection";
    public static final String ORDINAL = "ordinal";

    static final String VERSION = "version";
    static final String CONNECTOR = "connector";
    public static final String NAME = "name";
    public static final String SNAPSHOT = "snapshot";
    static final String SEQUENCE = "sequence";
    static final String TX_ID = "txId";
    static final String LSN = "lsn";
    static final String XMIN = "xmin";
    static final String ORIGIN = "origin";
    static final String ORIGIN_LSN = "origin_lsn";
    public static final String COMMIT_LSN = "commit_lsn";
    public static final String POSITION = "position";
    public static final String LAST = "last";

    static final String ID = "id";
    static final String TOTAL_ORDER = "total_order";
    static final String DATA_COLLECTION_ORDER = "data_collection_order";
    static final String REASON = "reason";
    static final String HEX_FIELDS = "hex_fields";
    static final String EVENT_TOPIC = "event_topic";
    static final String FINGERPRINT = "fingerprint";
    static final String RENAMED_FROM = "renamed_from";
    static final String REPLICA_IDENTITY = "replica_identity";
    static final String KEY = "key";
    static final String COLUMNS = "columns";
    static final String TYPE = "type";
    static final String TYPE_OID = "type_oid";
    static final String TYPE_MODIFIER = "type_modifier";
    static final String NULLABLE = "nullable";
    static final String KEY_POSITION = "key_position";
    static final String STATUS = "status";
    static final String EVENT_COUNT = "event_count";
    static final String DATA_COLLECTION = "data_collection";
    static final String DATA_COLLECTIONS = "data_collections";
    static final String PREFIX = "prefix";
    static final String CONTENT = "content";

    private FieldNames() {}
}
