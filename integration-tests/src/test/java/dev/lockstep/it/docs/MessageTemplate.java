package dev.lockstep.it.docs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A message with {@code ...} in the place of what is only known when it is told. */
record MessageTemplate(String text) {

    private static final String BEGIN = "\"Cannot ";
    private static final String GAP = "...";

    /** All messages of a source file that begin as ours do. */
    static List<MessageTemplate> in(String source) {
        List<MessageTemplate> found = new ArrayList<>();
        for (int at = source.indexOf(BEGIN); at >= 0; at = source.indexOf(BEGIN, at + 1)) {
            found.add(new Reader(source, at).read());
        }
        return found;
    }

    /** Of a page: a message is cut off where the rest does not help to find it. */
    static MessageTemplate ofPage(String text) {
        return new MessageTemplate(text.replace("{}", GAP));
    }

    /** Whether one of both may be the other. */
    boolean meets(MessageTemplate other) {
        return covers(other) || other.covers(this);
    }

    private boolean covers(MessageTemplate other) {
        String expression =
                Arrays.stream(text.split(Pattern.quote(GAP), -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".*"));
        return Pattern.compile(expression + ".*", Pattern.DOTALL).matcher(other.text).matches();
    }

    /** What comes before the first gap, without the first word. */
    String act() {
        int end = text.indexOf(GAP);
        String begin = end < 0 ? text : text.substring(0, end);
        return begin.substring("Cannot ".length()).replaceFirst("[\\s:(]+$", "");
    }

    /** Reads literals that are put together, from the first on. */
    private static final class Reader {

        private final String source;
        private final StringBuilder text = new StringBuilder();
        private int at;

        Reader(String source, int at) {
            this.source = source;
            this.at = at;
        }

        MessageTemplate read() {
            literal();
            while (next() == '+') {
                at++;
                if (next() == '"') {
                    literal();
                } else {
                    text.append(GAP);
                    skipOperand();
                }
            }
            return new MessageTemplate(text.toString().replace("{}", GAP));
        }

        private char next() {
            while (Character.isWhitespace(source.charAt(at))) {
                at++;
            }
            return source.charAt(at);
        }

        private void literal() {
            int end = endOfQuoted(at);
            text.append(source, at + 1, end - 1);
            at = end;
        }

        private void skipOperand() {
            int depth = 0;
            while (depth > 0 || "+,);".indexOf(source.charAt(at)) < 0) {
                char c = source.charAt(at);
                if (c == '"' || c == '\'') {
                    at = endOfQuoted(at);
                } else {
                    depth += c == '(' ? 1 : c == ')' ? -1 : 0;
                    at++;
                }
            }
        }

        private int endOfQuoted(int begin) {
            char quote = source.charAt(begin);
            int end = begin + 1;
            while (source.charAt(end) != quote) {
                end += source.charAt(end) == '\\' ? 2 : 1;
            }
            return end + 1;
        }
    }
}
