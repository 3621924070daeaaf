package dev.lockstep.benchmarks.report;

import dev.lockstep.benchmarks.measure.Figure;
import dev.lockstep.benchmarks.measure.Section;
import dev.lockstep.benchmarks.measure.Side;
import java.util.List;

/** One figure of each side of a section as bars from zero, with least and most of all rounds. */
final class BarChart {

    private static final int WIDTH = 640;
    private static final int LEFT = 160;
    private static final int RIGHT = 90;
    private static final int TOP = 34;
    private static final int ROW = 28;
    private static final int BAR = 16;
    private static final int BOTTOM = 26;

    private final Section section;
    private final Figure figure;
    private final List<Side> sides;
    private final Scale scale;

    BarChart(Section section, Figure figure) {
        this.section = section;
        this.figure = figure;
        sides = section.sides().stream().filter(side -> side.median(figure).isPresent()).toList();
        scale = Scale.upTo(sides.stream().mapToDouble(side -> side.most(figure)).max().orElse(1));
    }

    String draw() {
        int height = TOP + ROW * sides.size() + BOTTOM;
        String unit = Numbers.unit(figure, section.heading());
        String better = figure.moreIsBetter() ? "more is better" : "less is better";
        String title = section.heading().title() + ": " + unit + ", " + better;
        Svg svg = new Svg(WIDTH, height, title);
        svg.title(8, 18, title);
        int bottom = TOP + ROW * sides.size();
        for (double mark : scale.marks()) {
            svg.line(x(mark), TOP - 4, x(mark), bottom, "grid");
            svg.text(x(mark), bottom + 16, "middle", Scale.label(mark));
        }
        for (int i = 0; i < sides.size(); i++) {
            bar(svg, sides.get(i), TOP + ROW * i);
        }
        svg.line(x(0), TOP - 4, x(0), bottom, "line");
        return svg.finish();
    }

    private void bar(Svg svg, Side side, double y) {
        double median = side.median(figure).orElseThrow();
        double middle = y + BAR / 2.0;
        String style = side.name().startsWith("lockstep") ? "ours" : "other";
        svg.text(LEFT - 8, middle + 4, "end", side.name().replace('_', ' '));
        svg.box(LEFT, y, x(median) - LEFT, BAR, style);
        double least = x(side.least(figure));
        double most = x(side.most(figure));
        if (most - least > 1) {
            svg.line(least, middle, most, middle, "line");
            svg.line(least, middle - 4, least, middle + 4, "line");
            svg.line(most, middle - 4, most, middle + 4, "line");
        }
        svg.text(most + 6, middle + 4, "start", Numbers.text(median, figure));
    }

    private double x(double value) {
        return LEFT + scale.part(value) * (WIDTH - LEFT - RIGHT);
    }
}
