package dev.lockstep.benchmarks.report;

import dev.lockstep.benchmarks.measure.Figure;
import dev.lockstep.benchmarks.measure.Heading;
import dev.lockstep.benchmarks.measure.Side;
import java.util.Locale;
import java.util.OptionalDouble;

/** How figures are written. */
final class Numbers {

    private Numbers() {}

    /** The unit of a figure in a section. */
    static String unit(Figure figure, Heading heading) {
        return figure == Figure.RATE ? heading.counted() + figure.unit() : figure.unit();
    }

    /** The median, and least and most where there are several rounds. */
    static String text(Side side, Figure figure) {
        OptionalDouble median = side.median(figure);
        if (median.isEmpty()) {
            return "";
        }
        if (figure == Figure.COMPLETES) {
            return side.least(figure) > 0 ? "yes" : "no";
        }
        String text = text(median.getAsDouble(), figure);
        return side.rounds().size() < 2
                ? text
                : text
                        + " ("
                        + text(side.least(figure), figure)
                        + " – "
                        + text(side.most(figure), figure)
                        + ")";
    }

    static String text(double value, Figure figure) {
        return String.format(Locale.ROOT, "%,." + figure.decimals() + "f", value);
    }

    static String ratio(double ratio) {
        return String.format(Locale.ROOT, ratio < 10 ? "%.2f" : "%.1f", ratio);
    }
}
