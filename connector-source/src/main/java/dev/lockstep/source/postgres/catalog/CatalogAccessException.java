package dev.lockstep.source.postgres.catalog;

import java.sql.SQLException;
import org.apache.kafka.connect.errors.ConnectException;

/** The catalogs could not be asked; the cause says whether trying again may help. */
public final class CatalogAccessException extends ConnectException {

    private static final long serialVersionUID = 1L;

    CatalogAccessException(String database, SQLException cause) {
        super(
                "Cannot read the catalogs of PostgreSQL ("
                        + database
                        + "): "
                        + cause.getMessage()
                        + ".",
                cause);
    }
}
