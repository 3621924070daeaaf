package dev.lockstep.sink.jdbc.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.sink.change.RowShape;
import dev.lockstep.sink.jdbc.dialect.WritePlan;
import dev.lockstep.sink.jdbc.dialect.WritePlan.Binding;
import dev.lockstep.sink.jdbc.dialect.WritePlan.Source;
import dev.lockstep.sink.jdbc.table.TableName;
import dev.lockstep.sink.jdbc.table.TargetColumn;
import dev.lockstep.sink.jdbc.table.TargetTable;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatementsTest {

    private static final TargetTable TABLE =
            new TargetTable(
                    new TableName("shop", null, "or`der"),
                    List.of(),
                    List.of("id"),
                    List.of(),
                    List.of());

    private static Statements statements(boolean guarded, boolean rowAlias) {
        Binding position = binding("pos", Source.POSITION, false);
        Binding id = binding("id", Source.VALUE, true);
        Binding name = binding("name", Source.VALUE, false);
        WritePlan plan =
                new WritePlan(
                        WritePlan.Statement.UPSERT,
                        TABLE,
                        new RowShape(List.of()),
                        guarded ? List.of(position, id, name) : List.of(id, name),
                        guarded);
        return new Statements(plan, rowAlias);
    }

    private static Binding binding(String column, Source source, boolean key) {
        return new Binding(
                new TargetColumn(column, "int", "int", false, false, false, false), source, 0, key);
    }

    @Test
    void theNewRowHasANameInMySqlAndNoneInMariaDb() {
        assertThat(statements(false, true).upsert(2))
                .isEqualTo(
                        "INSERT INTO `shop`.`or``der` (`id`,`name`) VALUES (?,?),(?,?) AS"
                                + " `lockstep_new` ON DUPLICATE KEY UPDATE"
                                + " `name`=`lockstep_new`.`name`");
        assertThat(statements(false, false).upsert(1))
                .isEqualTo(
                        "INSERT INTO `shop`.`or``der` (`id`,`name`) VALUES (?,?)"
                                + " ON DUPLICATE KEY UPDATE `name`=VALUES(`name`)");
    }

    @Test
    void thePositionIsAssignedLast() {
        assertThat(statements(true, true).upsert(1))
                .endsWith(
                        " ON DUPLICATE KEY UPDATE"
                            + " `name`=IF(`or``der`.`pos`>`lockstep_new`.`pos`,`or``der`.`name`,"
                            + "`lockstep_new`.`name`),"
                            + "`pos`=IF(`or``der`.`pos`>`lockstep_new`.`pos`,`or``der`.`pos`,"
                            + "`lockstep_new`.`pos`)");
        assertThat(statements(true, true).update())
                .isEqualTo(
                        "UPDATE `shop`.`or``der` SET `name`=?,`pos`=?"
                                + " WHERE `id`=? AND (`pos` IS NULL OR `pos`<=?)");
    }

    @Test
    void versionsAreComparedByTheirNumbers() {
        assertThat(Server.number("8.0.36-0ubuntu0.22.04.1")).isEqualTo(80_036);
        assertThat(Server.number("11.4.5-MariaDB-log")).isEqualTo(110_405);
        assertThat(Server.number("9.1")).isEqualTo(90_100);
        assertThat(new Server(false, 80_019, 1).hasRowAlias()).isFalse();
        assertThat(new Server(false, 80_020, 1).hasRowAlias()).isTrue();
        assertThat(new Server(true, 110_405, 1).hasRowAlias()).isFalse();
    }
}
