package dev.lockstep.benchmarks.report;

import java.util.Locale;

/**
 * A drawing being written. Its colours follow the reader's choice of light or dark, and are
 * readable on both where nothing is known of it.
 */
final class Svg {

    private static final String STYLE =
            """
            <style>
              text { font: 12px system-ui, sans-serif; fill: #57606a; }
              .title { font-weight: 600; }
              .line { stroke: #8b949e; stroke-width: 1; fill: none; }
              .grid { stroke: #8b949e; stroke-width: 1; stroke-opacity: 0.25; }
              .ours { fill: #0969da; } .other { fill: #8c959f; }
              .curve { stroke: #0969da; stroke-width: 2; fill: none; }
              @media (prefers-color-scheme: dark) {
                text { fill: #adbac7; }
                .ours { fill: #539bf5; } .other { fill: #768390; }
                .curve { stroke: #539bf5; }
              }
            </style>
            """;

    private final StringBuilder text = new StringBuilder();

    Svg(int width, int height, String description) {
        text.append(
                String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                                + " width=\"%d\" height=\"%d\" role=\"img\">%n<title>%s</title>%n",
                        width,
                        height,
                        width,
                        height,
                        escaped(description)));
        text.append(STYLE);
    }

    void text(double x, double y, String anchor, String content) {
        text(x, y, anchor, "", content);
    }

    void title(double x, double y, String content) {
        text(x, y, "start", " class=\"title\"", content);
    }

    private void text(double x, double y, String anchor, String style, String content) {
        add(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\"%s>%s</text>",
                x, y, anchor, style, escaped(content));
    }

    void box(double x, double y, double width, double height, String style) {
        add(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" class=\"%s\"/>",
                x, y, width, height, style);
    }

    void line(double x1, double y1, double x2, double y2, String style) {
        add(
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"%s\"/>",
                x1, y1, x2, y2, style);
    }

    void dot(double x, double y) {
        add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" class=\"ours\"/>", x, y);
    }

    /** A line through points, given as x, y, x, y, … */
    void curve(double... points) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < points.length; i += 2) {
            path.append(
                    String.format(
                            Locale.ROOT,
                            "%s%.1f,%.1f",
                            i == 0 ? "" : " ",
                            points[i],
                            points[i + 1]));
        }
        add("<polyline points=\"%s\" class=\"curve\"/>", path);
    }

    String finish() {
        return text.append("</svg>\n").toString();
    }

    private void add(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String escaped(String content) {
        return content.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
