package dev.lockstep.source.postgres;

import dev.lockstep.source.postgres.catalog.CatalogReader;
import dev.lockstep.source.postgres.catalog.PublishedColumn;
import dev.lockstep.source.postgres.config.PostgresSourceConfig;
import dev.lockstep.source.postgres.type.TypeMapper;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides in which form a stream brings values. The server is asked for binary forms only as a
 * whole, so one column without a form that we know makes all values text. Used by the task thread.
 */
final class StreamForm {

    private static final Logger LOG = LoggerFactory.getLogger(StreamForm.class);

    private final PostgresSourceConfig config;

    /** The log may hold what the catalogs do not have any more: once text, always text. */
    private boolean refused;

    StreamForm(PostgresSourceConfig config) {
        this.config = config;
    }

    /** Has all later sessions bring values as text. */
    void refuseBinary() {
        refused = true;
    }

    /** Whether the next session asks for the binary forms of types. */
    boolean isBinary(CatalogReader catalog) {
        if (refused || !config.replication().binaryStream()) {
            return false;
        }
        Optional<PublishedColumn> unknown = firstUnknown(catalog);
        unknown.ifPresent(
                column ->
                        LOG.info(
                                "Values come as text, for the binary form of column {} (type {}) is"
                                        + " not known",
                                column.label(),
                                column.type()));
        return unknown.isEmpty();
    }

    private Optional<PublishedColumn> firstUnknown(CatalogReader catalog) {
        TypeMapper types = new TypeMapper(config.types(), catalog);
        List<PublishedColumn> columns =
                catalog.publishedColumns(config.replication().publication());
        int uncaptured = 0;
        for (PublishedColumn column : columns) {
            if (!config.capture().columns().test(column.label())
                    || !column.sendable()
                    || types.hasBinaryForm(column.typeOid())) {
                continue;
            }
            if (column.tableOid() != uncaptured && isCaptured(column, catalog)) {
                return Optional.of(column);
            }
            uncaptured = column.tableOid();
        }
        return Optional.empty();
    }

    private boolean isCaptured(PublishedColumn column, CatalogReader catalog) {
        return config.capture().tables().includes(column.schema(), column.table())
                || catalog.isCapturedByAncestor(column.tableOid(), config.capture().tables());
    }
}
