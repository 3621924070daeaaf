package dev.lockstep.it;

/** A table in PostgreSQL with the types that every database has, and changes to it. */
final class Kinds {

    static final String COLUMNS =
            "id bigint PRIMARY KEY, small smallint, n int NOT NULL, title varchar(40), body text,"
                    + " price numeric(12,2), at timestamp, zoned timestamptz, day date, clock time,"
                    + " flag bool, ref uuid, doc jsonb, bytes bytea, f real, d double precision";

    static final String TABLE = "CREATE TABLE kinds (" + COLUMNS + ")";

    static final String ROWS =
            "INSERT INTO kinds (id, small, n, title, body, price, at, zoned, day, clock, flag, ref,"
                + " doc, bytes, f, d) SELECT i, -i, i * 1000, 'title ' || i, repeat('ä', i), i /"
                + " 8.0, timestamp '2024-02-29 12:34:56.123456' + i * interval '1 day', timestamptz"
                + " '1969-12-31 23:59:59.999999+02' + i * interval '1 hour', date '0044-03-15' + i,"
                + " time '23:59:59.999999', i % 2 = 0, overlay(md5(i::text) PLACING '4' FROM"
                + " 13)::uuid, json_build_object('a', i, 'b', null), decode(md5(i::text), 'hex'), i"
                + " / 4.0, i / 7.0 FROM generate_series(1, 40) i";

    private static final String[] CHANGES = {
        "UPDATE kinds SET n = n + 1, title = NULL, price = -0.01, doc = '[1, \"two\"]'"
                + " WHERE id > 20",
        "UPDATE kinds SET id = id + 1000 WHERE id < 5",
        "DELETE FROM kinds WHERE id BETWEEN 10 AND 15",
        "INSERT INTO kinds (id, n) VALUES (10, 1), (-1, -1)"
    };

    private Kinds() {}

    static String[] changes() {
        return CHANGES.clone();
    }
}
