package dev.lockstep.source.postgres.record;

import dev.lockstep.source.postgres.catalog.TableFacts;
import dev.lockstep.source.postgres.config.PostgresSourceConfig;
import dev.lockstep.source.postgres.config.TableFilter;
import dev.lockstep.source.postgres.pgoutput.RelationColumn;
import dev.lockstep.source.postgres.record.SourceOffset.History;
import dev.lockstep.source.postgres.stream.LogEntry;
import dev.lockstep.source.postgres.type.PgType;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;

/** Assemblers over a hand-made log, with facts about its tables instead of a database. */
final class Capture {

    static final History HISTORY = new History("7000000000000000001", 1);

    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

    private final PostgresSourceConfig config;
    private final Facts facts = new Facts();

    Capture(String... options) {
        Map<String, String> properties = new HashMap<>();
        properties.put("topic.prefix", "shop");
        properties.put("database.hostname", "localhost");
        properties.put("database.user", "lockstep");
        properties.put("database.password", "secret");
        properties.put("database.dbname", "shop");
        properties.put("heartbeat.interval.ms", "0");
        for (int i = 0; i < options.length; i += 2) {
            properties.put(options[i], options[i + 1]);
        }
        config = new PostgresSourceConfig(properties);
    }

    Capture primaryKey(int oid, String... columns) {
        facts.primaryKeys.put(oid, List.of(columns));
        return this;
    }

    /** The catalogs fail when asked for this table, until they are repaired. */
    Capture breakCatalog(int oid) {
        facts.broken.add(oid);
        return this;
    }

    void repairCatalog() {
        facts.broken.clear();
    }

    static SourceOffset beginning() {
        return SourceOffset.between(HISTORY, 0x1000, 0);
    }

    RecordAssembler assembler(SourceOffset resume) {
        return assembler(resume, LogFollower.NONE);
    }

    RecordAssembler assembler(SourceOffset resume, LogFollower follower) {
        return new RecordAssembler(
                config,
                "1.0",
                Map.of("server", "shop"),
                resume,
                new TablePlanner(config, facts),
                follower,
                CLOCK);
    }

    /** The records of the log from an offset on, as a server sends it from there. */
    List<SourceRecord> records(Wal wal, SourceOffset resume) {
        return records(assembler(resume), wal.from(resume.resumeFrom().value()));
    }

    List<SourceRecord> records(Wal wal) {
        return records(wal, beginning());
    }

    static List<SourceRecord> records(RecordAssembler assembler, List<LogEntry> entries) {
        List<SourceRecord> records = new ArrayList<>();
        assembler.assemble(entries, records);
        return records;
    }

    private static final class Facts implements TableFacts {

        private final Map<Integer, List<String>> primaryKeys = new HashMap<>();
        private final Set<Integer> broken = new HashSet<>();

        @Override
        public void refresh(long xid) {
            // The facts hold still.
        }

        @Override
        public List<String> primaryKey(int tableOid) {
            if (broken.contains(tableOid)) {
                throw new ConnectException("Cannot read the catalogs");
            }
            return primaryKeys.getOrDefault(tableOid, List.of());
        }

        @Override
        public List<String> identityIndex(int tableOid) {
            return primaryKey(tableOid);
        }

        @Override
        public boolean isCapturedByAncestor(int tableOid, TableFilter filter) {
            return false;
        }

        @Override
        public List<String> typeExpressions(List<RelationColumn> columns) {
            return columns.stream().map(column -> "type " + column.typeOid()).toList();
        }

        @Override
        public Map<String, Boolean> nullability(int tableOid) {
            return Map.of("id", false, "name", true);
        }

        @Override
        public PgType type(int oid) {
            return PgType.dropped(oid);
        }
    }
}
