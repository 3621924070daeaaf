package dev.lockstep.sink.jdbc.config;

import dev.lockstep.sink.config.OneOf;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;

/** What concerns one kind of database only. */
public final class DatabaseOptions {

    public static final String REPLICATION_ROLE = "postgres.replication.role";
    public static final String SECONDARY_INDEXES = "mysql.secondary.unique.indexes";
    public static final String FOREIGN_KEYS = "mysql.foreign.key.checks";

    private static final String GROUP = "Databases";

    private final AbstractConfig config;

    DatabaseOptions(AbstractConfig config) {
        this.config = config;
    }

    static void define(ConfigDef definition) {
        definition
                .define(
                        REPLICATION_ROLE,
                        Type.STRING,
                        "origin",
                        OneOf.of(ReplicationRole.class),
                        Importance.LOW,
                        "Selects the session_replication_role in PostgreSQL: with origin triggers"
                                + " fire and foreign keys are checked, with replica they are not,"
                                + " auto is replica where the user may set it.",
                        GROUP,
                        1,
                        Width.SHORT,
                        "PostgreSQL role")
                .define(
                        SECONDARY_INDEXES,
                        Type.STRING,
                        "refuse",
                        OneOf.of(SecondaryIndexes.class),
                        Importance.LOW,
                        "Decides about tables of MySQL and MariaDB with a second unique index,"
                            + " where an upsert could change a row of another key: refuse stops at"
                            + " the first upsert, check updates and inserts in two statements.",
                        GROUP,
                        2,
                        Width.SHORT,
                        "MySQL unique indexes")
                .define(
                        FOREIGN_KEYS,
                        Type.BOOLEAN,
                        true,
                        Importance.LOW,
                        "Tells whether MySQL and MariaDB check foreign keys, which they do with"
                                + " each row and never at the end of a transaction.",
                        GROUP,
                        3,
                        Width.SHORT,
                        "MySQL foreign keys");
    }

    public ReplicationRole replicationRole() {
        return OneOf.parse(ReplicationRole.class, config.getString(REPLICATION_ROLE));
    }

    /** Whether rows are written so that a second unique index cannot lead to another row. */
    public boolean checksSecondaryIndexes() {
        return OneOf.parse(SecondaryIndexes.class, config.getString(SECONDARY_INDEXES))
                == SecondaryIndexes.CHECK;
    }

    public boolean checksForeignKeys() {
        return config.getBoolean(FOREIGN_KEYS);
    }
}
