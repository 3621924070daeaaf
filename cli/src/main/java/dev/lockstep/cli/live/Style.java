package dev.lockstep.cli.live;

/** How a piece of text looks where colours are shown. */
enum Style {
    PLAIN(""),
    FAINT("\u001B[2m"),
    BOLD("\u001B[1m"),
    ADDED("\u001B[32m"),
    CHANGED("\u001B[33m"),
    REMOVED("\u001B[31m");

    private static final String RESET = "\u001B[0m";

    private final String code;

    Style(String code) {
        this.code = code;
    }

    void append(StringBuilder line, String text) {
        if (this == PLAIN) {
            line.append(text);
        } else {
            line.append(code).append(text).append(RESET);
        }
    }
}
