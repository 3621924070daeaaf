package dev.lockstep.source.postgres.pgoutput;

import java.util.Arrays;

/** Reads lines of COPY's text format: the values are the very text that the log has of them. */
public final class CopyText {

    private static final int HEAD = 1 + Integer.BYTES;

    private final byte[] line;
    private final byte[] cell;
    private final int[] cells;
    private int at;
    private int out;

    private CopyText(byte[] line) {
        int tabs = 0;
        for (byte each : line) {
            if (each == '\t') {
                tabs++;
            }
        }
        this.line = line;
        this.cells = new int[tabs + 1];
        this.cell = new byte[line.length + cells.length * HEAD];
    }

    /** The row in a line, with or without its line feed. */
    public static Tuple tuple(byte[] line) {
        CopyText text = new CopyText(line);
        for (int i = 0; i < text.cells.length; i++) {
            text.cells[i] = text.out;
            text.value();
        }
        return new Tuple(Arrays.copyOf(text.cell, text.out), text.cells);
    }

    private void value() {
        if (at + 1 < line.length && line[at] == '\\' && line[at + 1] == 'N') {
            cell[out++] = 'n';
            at += 3;
            return;
        }
        int start = out;
        out += HEAD;
        while (at < line.length && line[at] != '\t' && line[at] != '\n') {
            byte next = line[at++];
            cell[out++] = next == '\\' ? unescaped(line[at++]) : next;
        }
        at++;
        cell[start] = 't';
        int length = out - start - HEAD;
        for (int i = 0; i < Integer.BYTES; i++) {
            cell[start + 1 + i] = (byte) (length >>> (24 - 8 * i));
        }
    }

    private static byte unescaped(byte letter) {
        return switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 0x0B;
            default -> letter;
        };
    }
}
