package dev.lockstep.sink.apply;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far a partition has come in the order of each server whose changes it carries. Targets that
 * keep offsets keep these beside them.
 *
 * @param byServer by the server's logical name
 */
public record Marks(Map<String, Mark> byServer) {

    /** Of a partition without changes whose exact place is known. */
    public static final Marks NONE = new Marks(Map.of());

    /**
     * The place of the latest change.
     *
     * @param committedAt the largest time of a commit that came by, in microseconds since 1970
     */
    public record Mark(long commitLsn, long ordinal, long committedAt) {}

    public Marks {
        byServer = Map.copyOf(byServer);
    }

    /** One line per server; null for none. */
    public String text() {
        StringBuilder text = new StringBuilder();
        byServer.forEach(
                (server, mark) ->
                        text.append(text.isEmpty() ? "" : "\n")
                                .append(mark.commitLsn())
                                .append(' ')
                                .append(mark.ordinal())
                                .append(' ')
                                .append(mark.committedAt())
                                .append(' ')
                                .append(server));
        return text.isEmpty() ? null : text.toString();
    }

    /** What {@link #text} was. */
    public static Marks of(String text) {
        if (text == null || text.isEmpty()) {
            return NONE;
        }
        Map<String, Mark> marks = new LinkedHashMap<>();
        for (String line : text.split("\n", -1)) {
            String[] parts = line.split(" ", 4);
            marks.put(
                    parts[3],
                    new Mark(
                            Long.parseLong(parts[0]),
                            Long.parseLong(parts[1]),
                            Long.parseLong(parts[2])));
        }
        return new Marks(marks);
    }
}
