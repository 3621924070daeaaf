package dev.lockstep.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of shell commands of a page, and what the comment before it says about it: {@code runs},
 * {@code prints <text>}, {@code exit <code>, prints <text>}, or {@code not run, <why>}.
 */
record DocumentedCommand(String script, String comment) {

    private static final Pattern BLOCK =
            Pattern.compile("(?ms)(?:^ *<!-- test: ([^\\n]*) -->\\n)?^( *)```sh\\n(.*?)^ *```$");
    private static final Pattern COMMENT =
            Pattern.compile("runs|not run, .+|(?:exit (\\d+), )?prints (.+)");

    /** All blocks of a part of a page; each has to have its comment. */
    static List<DocumentedCommand> of(String part) {
        List<DocumentedCommand> found =
                BLOCK.matcher(part).results().map(DocumentedCommand::of).toList();
        assertThat(found)
                .allSatisfy(
                        command -> assertThat(command.comment).as(command.script).matches(COMMENT));
        return found;
    }

    private static DocumentedCommand of(MatchResult block) {
        String script = block.group(3).replaceAll("(?m)^" + block.group(2), "");
        return new DocumentedCommand(script, String.valueOf(block.group(1)));
    }

    boolean isRun() {
        return !comment.startsWith("not run");
    }

    int exitCode() {
        String code = matcher().group(1);
        return code == null ? 0 : Integer.parseInt(code);
    }

    /** What has to be in the output; empty for anything. */
    String prints() {
        String text = matcher().group(2);
        return text == null ? "" : text;
    }

    private Matcher matcher() {
        Matcher matcher = COMMENT.matcher(comment);
        assertThat(matcher.matches()).isTrue();
        return matcher;
    }
}
