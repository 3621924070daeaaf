package dev.lockstep.transform.sample;

/** Who wrote a record, and whether its converter keeps schemas. */
public enum Shape {
    LOCKSTEP("shop.public.orders", "shop", "public", "orders", true),
    LOCKSTEP_WITHOUT_SCHEMA("shop.public.orders", "shop", "public", "orders", false),
    /** MySQL's, which has no schema between database and table. */
    DEBEZIUM("dbserver1.inventory.customers", "inventory", null, "customers", true),
    DEBEZIUM_WITHOUT_SCHEMA("dbserver1.inventory.customers", "inventory", null, "customers", false);

    private final String topic;
    private final String database;
    private final String schema;
    private final String table;
    private final boolean withSchema;

    Shape(String topic, String database, String schema, String table, boolean withSchema) {
        this.topic = topic;
        this.database = database;
        this.schema = schema;
        this.table = table;
        this.withSchema = withSchema;
    }

    public String topic() {
        return topic;
    }

    public String database() {
        return database;
    }

    /** Null for Debezium's. */
    public String schema() {
        return schema;
    }

    public String table() {
        return table;
    }

    public boolean isWithSchema() {
        return withSchema;
    }

    public boolean isLockstep() {
        return this == LOCKSTEP || this == LOCKSTEP_WITHOUT_SCHEMA;
    }

    /** The name with everything in front of it, as {@code shop.public.orders}. */
    public String fullName() {
        return database + (schema == null ? "" : "." + schema) + "." + table;
    }

    /** A column that {@link Samples#update} changes. */
    public String changedColumn() {
        return isLockstep() ? "paid" : "first_name";
    }

    /** A column that {@link Samples#update} does not change. */
    public String unchangedColumn() {
        return isLockstep() ? "customer" : "last_name";
    }
}
