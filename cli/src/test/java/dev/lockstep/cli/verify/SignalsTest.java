package dev.lockstep.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.cli.output.CommandException;
import dev.lockstep.cli.verify.row.Column;
import dev.lockstep.cli.verify.row.ColumnType;
import dev.lockstep.cli.verify.row.Kind;
import dev.lockstep.cli.verify.row.RowKey;
import dev.lockstep.cli.verify.source.SourceTable;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SignalsTest {

    private static final SourceTable TABLE =
            new SourceTable(
                    "shop",
                    "public",
                    "item",
                    "shop.public.item",
                    List.of(new Column("id", new ColumnType("text", Kind.TEXT, null))),
                    1,
                    List.of(),
                    null);

    private static final List<RowKey> KEYS =
            IntStream.range(0, 700).mapToObj(i -> new RowKey(List.of("key-" + i))).toList();

    @Test
    void signalsAreAsLongAsTheirTableTakesAndNameEachRowOnce() {
        List<String> signals = Signals.data(TABLE, KEYS, 2048);
        assertThat(signals).allMatch(signal -> signal.length() <= 2048);
        for (RowKey key : KEYS) {
            assertThat(signals)
                    .filteredOn(signal -> signal.contains("('" + key.values().get(0) + "')"))
                    .hasSize(1);
        }
        assertThat(Signals.data(TABLE, KEYS, Integer.MAX_VALUE)).hasSize(2);
    }

    @Test
    void aKeyThatNoSignalTakesIsTold() {
        assertThatThrownBy(() -> Signals.data(TABLE, KEYS, 20))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith("Cannot repair a row of public.item: its signal has ")
                .hasMessageEndingWith("takes 20. Make it text.");
    }
}
