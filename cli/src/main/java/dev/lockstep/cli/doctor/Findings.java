package dev.lockstep.cli.doctor;

import dev.lockstep.cli.doctor.Finding.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was found so far, in the order of looking. */
final class Findings {

    private final List<Finding> all = new ArrayList<>();

    void ok(String subject, String text) {
        all.add(new Finding(Level.OK, subject, text, null));
    }

    void warn(String subject, String text, String advice) {
        all.add(new Finding(Level.WARN, subject, text, advice));
    }

    void fail(String subject, String text, String advice) {
        all.add(new Finding(Level.FAIL, subject, text, advice));
    }

    /** Notes one of two outcomes. */
    void check(boolean good, String subject, String text, String advice) {
        if (good) {
            ok(subject, text);
        } else {
            fail(subject, text, advice);
        }
    }

    List<Finding> all() {
        return List.copyOf(all);
    }

    boolean anyFailure() {
        return all.stream().anyMatch(finding -> finding.level() == Level.FAIL);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Finding finding : all) {
            String level = finding.level().name().toLowerCase(Locale.ROOT);
            text.append(String.format(Locale.ROOT, "%-5s %-9s ", level, finding.subject()));
            text.append(finding.text()).append('\n');
            if (finding.advice() != null) {
                text.append(" ".repeat(16)).append("-> ").append(finding.advice()).append('\n');
            }
        }
        return text.toString();
    }
}
