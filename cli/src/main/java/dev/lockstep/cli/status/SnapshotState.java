package dev.lockstep.cli.status;

import dev.lockstep.cli.connect.DatabaseSession;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How far the snapshot of a source has come, as its stored offset says.
 *
 * @param tables of the publication
 * @param tablesDone of these
 * @param reading the tables of which some chunks are stored, others not
 */
record SnapshotState(long tables, long tablesDone, List<Part> reading) {

    /** A table; {@code chunks} is the server's estimate. */
    record Part(String table, int chunksDone, long chunks) {}

    /**
     * A table as the offset has it: {@code oid/file node/pages of a chunk/xmin/finished chunks}.
     */
    record Unfinished(long oid, int chunkPages, int chunksDone) {

        static Unfinished parse(String text) {
            String[] fields = text.split("/", -1);
            int done = 0;
            for (String range : fields[4].split(",", -1)) {
                if (!range.isEmpty()) {
                    String[] ends = range.split("-", -1);
                    done += Integer.parseInt(ends[ends.length - 1]) - Integer.parseInt(ends[0]) + 1;
                }
            }
            return new Unfinished(Long.parseLong(fields[0]), Integer.parseInt(fields[2]), done);
        }
    }

    /**
     * The offset's {@code snapshot_progress} in numbers.
     *
     * @param through tables with an OID up to this are finished, but for the ones listed
     */
    record Progress(long through, List<Unfinished> unfinished) {

        /** Null for a form that a later version may write. */
        static Progress parse(String text) {
            try {
                String[] parts = text.split(";", -1);
                List<Unfinished> unfinished = new ArrayList<>();
                for (int i = 2; i < parts.length; i++) {
                    unfinished.add(Unfinished.parse(parts[i]));
                }
                return parts[0].equals("1")
                        ? new Progress(Long.parseLong(parts[1]), unfinished)
                        : null;
            } catch (NumberFormatException | IndexOutOfBoundsException e) {
                return null;
            }
        }
    }

    /** Gives the numbers of an offset the names and sizes that the server has for them. */
    static SnapshotState of(Progress progress, DatabaseSession session, String publication) {
        String act = "read the tables of publication " + publication;
        List<Long> published =
                session.query(
                        act,
                        row -> row.getLong(1),
                        "SELECT c.oid::bigint FROM pg_publication_tables p"
                                + " JOIN pg_namespace n ON n.nspname = p.schemaname"
                                + " JOIN pg_class c ON c.relnamespace = n.oid"
                                + " AND c.relname = p.tablename WHERE p.pubname = ?",
                        publication);
        List<Part> reading =
                progress.unfinished().stream().map(each -> part(each, session)).toList();
        List<Long> open =
                progress.unfinished().stream()
                        .map(Unfinished::oid)
                        .collect(Collectors.toCollection(ArrayList::new));
        long done =
                published.stream()
                        .filter(oid -> oid <= progress.through() && !open.contains(oid))
                        .count();
        return new SnapshotState(published.size(), done, reading);
    }

    private static Part part(Unfinished unfinished, DatabaseSession session) {
        return session.first(
                        "read the size of a table",
                        row ->
                                new Part(
                                        row.getString(1),
                                        unfinished.chunksDone(),
                                        chunks(row.getLong(2), unfinished.chunkPages())),
                        "SELECT oid::regclass::text, relpages FROM pg_class WHERE oid::bigint = ?",
                        unfinished.oid())
                .orElseGet(() -> new Part("a dropped table", unfinished.chunksDone(), 0));
    }

    private static long chunks(long pages, int chunkPages) {
        return Math.max(1, (pages + chunkPages - 1) / chunkPages);
    }

    String text() {
        StringBuilder text = new StringBuilder(tablesDone + " of " + tables + " tables");
        for (Part part : reading) {
            text.append(", ").append(part.table()).append(' ').append(part.chunksDone());
            text.append(" of ")
                    .append(Math.max(part.chunks(), part.chunksDone()))
                    .append(" chunks");
        }
        return text.toString();
    }
}
