package dev.lockstep.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void alignsColumnsAndEndsLinesWithoutBlanks() {
        Table table = new Table().left("NAME").right("KEPT").left("WAL");
        table.row("shop", "1.5 GiB", "reserved").row("s", 7, null);
        assertThat(table.toString())
                .isEqualTo(
                        """
                        NAME     KEPT  WAL
                        shop  1.5 GiB  reserved
                        s           7  -
                        """);
    }

    @Test
    void letsNoNameMoveTheCursor() {
        assertThat(new Table().left("NAME").row("a\u001B[2Jb\nc").toString())
                .isEqualTo("NAME\na [2Jb c\n");
    }

    @Test
    void writesNumbersAsPeopleReadThem() {
        assertThat(Quantity.bytes(0L)).isEqualTo("0 B");
        assertThat(Quantity.bytes(1536L)).isEqualTo("1.5 KiB");
        assertThat(Quantity.bytes(1L << 40)).isEqualTo("1.0 TiB");
        assertThat(Quantity.bytes(null)).isNull();
        assertThat(Quantity.millis(999L)).isEqualTo("999 ms");
        assertThat(Quantity.millis(12_040L)).isEqualTo("12.0 s");
        assertThat(Quantity.millis(245_000L)).isEqualTo("4 min 5 s");
        assertThat(Quantity.millis(12_000_000L)).isEqualTo("3 h 20 min");
        assertThat(Quantity.millis(187_200_000L)).isEqualTo("2 d 4 h");
    }
}
