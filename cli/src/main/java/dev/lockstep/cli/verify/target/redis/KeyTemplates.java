package dev.lockstep.cli.verify.target.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The templates of a sink's {@code key.format}. */
final class KeyTemplates {

    private static final Pattern OF_TABLE = Pattern.compile("([^=${}:]+)=(.*)");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");

    /**
     * @param table that it is for; null for those that have none of their own
     */
    private record Entry(String table, String template) {

        /** What its keys look like. */
        String expression() {
            StringBuilder expression = new StringBuilder();
            Matcher variable = VARIABLE.matcher(template);
            int end = 0;
            while (variable.find()) {
                expression.append(Pattern.quote(template.substring(end, variable.start())));
                boolean known = table != null && variable.group(1).strip().equals("table");
                expression.append(known ? Pattern.quote(table) : ".*");
                end = variable.end();
            }
            return expression.append(Pattern.quote(template.substring(end))).toString();
        }
    }

    private final List<Entry> entries = new ArrayList<>();

    KeyTemplates(Map<String, String> sink) {
        for (String entry : sink.getOrDefault("key.format", "${table}:${key}").split(",", -1)) {
            Matcher named = OF_TABLE.matcher(entry.strip());
            entries.add(
                    named.matches()
                            ? new Entry(named.group(1).strip(), named.group(2).strip())
                            : new Entry(null, entry.strip()));
        }
    }

    /** Those of this table alone; else those of all tables. */
    List<String> of(String table) {
        return entriesOf(table).stream().map(Entry::template).toList();
    }

    private List<Entry> entriesOf(String table) {
        List<Entry> own = entries.stream().filter(each -> table.equals(each.table())).toList();
        return own.isEmpty() ? entries.stream().filter(each -> each.table() == null).toList() : own;
    }

    /** What keys look like that another template may have given than this one of a table's. */
    Pattern others(String table, String template) {
        List<Entry> own = entriesOf(table);
        String expressions =
                entries.stream()
                        .filter(each -> !own.contains(each) || !each.template().equals(template))
                        .map(Entry::expression)
                        .collect(Collectors.joining("|"));
        return expressions.isEmpty()
                ? Pattern.compile("(?!)")
                : Pattern.compile(expressions, Pattern.DOTALL);
    }
}
