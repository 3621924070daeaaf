package dev.lockstep.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An axis from zero to a round number.
 *
 * @param top the round number
 * @param step from one mark to the next
 */
record Scale(double top, double step) {

    private static final int MARKS = 4;

    /** That has room for this value. */
    static Scale upTo(double most) {
        double rough = Math.max(most, 1e-9) / MARKS;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = power;
        for (double factor : new double[] {1, 2, 2.5, 5, 10}) {
            step = factor * power;
            if (step >= rough) {
                break;
            }
        }
        return new Scale(Math.ceil(most / step - 1e-9) * step, step);
    }

    /** How far along the axis a value is, from 0 to 1. */
    double part(double value) {
        return top == 0 ? 0 : value / top;
    }

    List<Double> marks() {
        List<Double> marks = new ArrayList<>();
        for (int i = 0; i * step <= top * (1 + 1e-9); i++) {
            marks.add(i * step);
        }
        return marks;
    }

    static String label(double value) {
        if (value >= 1e6) {
            return trimmed(value / 1e6) + "M";
        }
        return value >= 1e4 ? trimmed(value / 1e3) + "k" : trimmed(value);
    }

    private static String trimmed(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.replaceAll("\\.?0+$", "");
    }
}
