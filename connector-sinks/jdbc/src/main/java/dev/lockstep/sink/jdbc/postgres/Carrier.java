package dev.lockstep.sink.jdbc.postgres;

/** The types in whose binary form values are sent. Their OIDs never change. */
enum Carrier {
    BOOL(16, 1000, "bool"),
    BYTEA(17, 1001, "bytea"),
    CHAR(18, 1002, "\"char\""),
    INT8(20, 1016, "int8"),
    INT2(21, 1005, "int2"),
    INT4(23, 1007, "int4"),
    TEXT(25, 1009, "text"),
    FLOAT4(700, 1021, "float4"),
    FLOAT8(701, 1022, "float8"),
    DATE(1082, 1182, "date"),
    TIME(1083, 1183, "time"),
    TIMESTAMP(1114, 1115, "timestamp"),
    TIMESTAMPTZ(1184, 1185, "timestamptz"),
    INTERVAL(1186, 1187, "interval"),
    NUMERIC(1700, 1231, "numeric"),
    UUID(2950, 2951, "uuid");

    private final int oid;
    private final int arrayOid;
    private final String sql;

    Carrier(int oid, int arrayOid, String sql) {
        this.oid = oid;
        this.arrayOid = arrayOid;
        this.sql = sql;
    }

    int oid() {
        return oid;
    }

    int arrayOid() {
        return arrayOid;
    }

    /** The name that the driver knows the array type by. */
    String arrayName() {
        return "_" + sql.replace("\"", "");
    }

    /** As SQL spells it, whatever types of that name the search path finds first. */
    String sql() {
        return "pg_catalog." + sql;
    }
}
