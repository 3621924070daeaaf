package dev.lockstep.benchmarks.report;

import dev.lockstep.benchmarks.measure.Figure;
import dev.lockstep.benchmarks.measure.Section;
import dev.lockstep.benchmarks.measure.Side;
import java.util.List;

/** One figure over a quantity, which grows by factors; the figure's axis begins at zero. */
final class CurveChart {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 260;
    private static final int LEFT = 60;
    private static final int RIGHT = 40;
    private static final int TOP = 38;
    private static final int BOTTOM = 48;

    private final Section section;
    private final Figure figure;
    private final List<Side> sides;
    private final Scale scale;
    private final double least;
    private final double most;

    CurveChart(Section section, Figure figure) {
        this.section = section;
        this.figure = figure;
        sides = section.sides().stream().filter(side -> side.median(figure).isPresent()).toList();
        scale = Scale.upTo(sides.stream().mapToDouble(side -> side.most(figure)).max().orElse(1));
        least = sides.stream().mapToDouble(CurveChart::value).min().orElse(1);
        most = sides.stream().mapToDouble(CurveChart::value).max().orElse(1);
    }

    String draw() {
        String unit = Numbers.unit(figure, section.heading());
        String axis = section.heading().axis();
        Svg svg = new Svg(WIDTH, HEIGHT, section.heading().title() + ": " + unit + " over " + axis);
        svg.title(8, 18, section.heading().title() + ": " + unit);
        for (double mark : scale.marks()) {
            svg.line(LEFT, y(mark), WIDTH - RIGHT, y(mark), "grid");
            svg.text(LEFT - 8, y(mark) + 4, "end", Scale.label(mark));
        }
        svg.line(LEFT, y(0), WIDTH - RIGHT, y(0), "line");
        svg.text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 8, "middle", axis);
        double[] points = new double[2 * sides.size()];
        for (int i = 0; i < sides.size(); i++) {
            Side side = sides.get(i);
            points[2 * i] = x(value(side));
            points[2 * i + 1] = y(side.median(figure).orElseThrow());
            svg.text(points[2 * i], y(0) + 16, "middle", Scale.label(value(side)));
        }
        svg.curve(points);
        for (int i = 0; i < sides.size(); i++) {
            point(svg, sides.get(i), points[2 * i], points[2 * i + 1]);
        }
        return svg.finish();
    }

    private void point(Svg svg, Side side, double x, double y) {
        svg.line(x, y(side.least(figure)), x, y(side.most(figure)), "line");
        svg.dot(x, y);
        svg.text(x, y - 8, anchor(), Numbers.text(side.median(figure).orElseThrow(), figure));
    }

    /** On the side of the curve. */
    private String anchor() {
        double first = sides.get(0).median(figure).orElseThrow();
        double last = sides.get(sides.size() - 1).median(figure).orElseThrow();
        return last > first ? "end" : "start";
    }

    private static double value(Side side) {
        return Double.parseDouble(side.name());
    }

    private double x(double value) {
        double part = most > least ? Math.log(value / least) / Math.log(most / least) : 0.5;
        return LEFT + 20 + part * (WIDTH - LEFT - RIGHT - 40);
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - scale.part(value) * (HEIGHT - TOP - BOTTOM);
    }
}
