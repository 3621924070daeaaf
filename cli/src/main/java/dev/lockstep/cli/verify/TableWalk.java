package dev.lockstep.cli.verify;

import dev.lockstep.cli.verify.TableComparison.Listener;
import dev.lockstep.cli.verify.row.Checksum;
import dev.lockstep.cli.verify.row.RowKey;
import dev.lockstep.cli.verify.row.SourceRow;
import dev.lockstep.cli.verify.row.Spot;
import dev.lockstep.cli.verify.source.SourceRows;
import dev.lockstep.cli.verify.target.Ranges;
import dev.lockstep.cli.verify.target.TargetTable;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Goes through all rows of a table on both sides once, and notes the spots that look different.
 *
 * <p>Where both servers can sum up ranges of rows, it narrows those down whose checksums differ,
 * and reads rows only then. Elsewhere it reads the rows of the source and what the target has at
 * their spots, then goes through the target for what the source lacks.
 */
final class TableWalk {

    /** How many chunks are summed up at once. */
    private static final int CHUNKS = 16;

    private final SourceRows source;
    private final TargetTable target;
    private final Suspects suspects;
    private final int chunkRows;
    private final int maxDifferences;
    private final Duration patience;
    private final Listener listener;
    private long sourceRows;
    private long targetRows;
    private boolean stopped;

    TableWalk(
            SourceRows source,
            TargetTable target,
            Suspects suspects,
            VerifyLimits limits,
            Listener listener) {
        this.source = source;
        this.target = target;
        this.suspects = suspects;
        this.chunkRows = limits.chunkRows();
        this.maxDifferences = limits.maxDifferences();
        this.patience = limits.patience();
        this.listener = listener;
    }

    long sourceRows() {
        return sourceRows;
    }

    /** Without those that the source lacks. */
    long targetRows() {
        return targetRows;
    }

    /** Whether it ended early because too much differs even after all patience. */
    boolean stopped() {
        return stopped;
    }

    void all() {
        Optional<Ranges> ranges = target.ranges();
        if (ranges.isPresent()) {
            narrow(ranges.get(), null, null, chunkRows * CHUNKS);
            return;
        }
        forward();
        if (!stopped) {
            target.scan(chunkRows, this::strangers);
        }
    }

    private void narrow(Ranges ranges, List<String> from, List<String> to, int rows) {
        List<String> begin = from;
        boolean more = true;
        while (more && !stopped) {
            Optional<List<String>> bound = source.bound(begin, to, rows);
            List<String> end = bound.orElse(to);
            Checksum wanted = source.sum(begin, end);
            if (wanted.equals(ranges.sum(begin, end))) {
                sourceRows += wanted.rows();
                targetRows += wanted.rows();
                listener.told(sourceRows, suspects.size());
            } else if (rows > chunkRows) {
                narrow(ranges, begin, end, chunkRows);
            } else {
                compare(source.between(begin, end));
                ranges.scan(begin, end, chunkRows, this::strangers);
            }
            begin = end;
            more = bound.isPresent();
        }
    }

    private void forward() {
        List<SourceRow> rows = source.after(null, chunkRows);
        while (!rows.isEmpty()) {
            compare(rows);
            if (stopped || rows.size() < chunkRows) {
                return;
            }
            rows = source.after(rows.get(rows.size() - 1), chunkRows);
        }
    }

    private void compare(List<SourceRow> rows) {
        Map<Spot, List<String>> expected = new LinkedHashMap<>();
        for (SourceRow row : rows) {
            Spot spot = target.spot(row);
            if (spot != null) {
                expected.put(spot, row.values());
            }
        }
        Map<Spot, List<String>> found = target.find(expected.keySet());
        expected.forEach(
                (spot, values) -> {
                    if (!values.equals(found.get(spot))) {
                        suspects.add(spot);
                    }
                });
        sourceRows += expected.size();
        targetRows += found.size();
        lookOnce();
    }

    private void strangers(List<Spot> spots) {
        if (stopped) {
            return;
        }
        Set<RowKey> keys = spots.stream().map(Spot::key).collect(Collectors.toSet());
        Map<RowKey, SourceRow> rows = source.find(keys);
        for (Spot spot : spots) {
            SourceRow row = rows.get(spot.key());
            if (row == null || !spot.equals(target.spot(row))) {
                suspects.add(spot);
            }
        }
        lookOnce();
    }

    /**
     * Most of what differs while both sides are live does no more at the next look. Where very much
     * does, the sink is given time, for rows that are only late are no reason to stop.
     */
    private void lookOnce() {
        if (suspects.size() > 0) {
            suspects.look();
        }
        listener.told(sourceRows, suspects.size());
        if (isTooMuch()) {
            suspects.settle(patience, open -> listener.told(sourceRows, open));
            stopped = isTooMuch();
        }
    }

    private boolean isTooMuch() {
        return suspects.size() + suspects.confirmed().size() > maxDifferences;
    }
}
