package dev.lockstep.cli.verify.target.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.cli.verify.row.Column;
import dev.lockstep.cli.verify.row.ColumnType;
import dev.lockstep.cli.verify.row.Forms;
import dev.lockstep.cli.verify.row.Kind;
import dev.lockstep.cli.verify.row.RowKey;
import dev.lockstep.cli.verify.row.SourceRow;
import dev.lockstep.cli.verify.source.SourceTable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NameTemplateTest {

    private static final Forms FORMS = Forms.of(Map.of(), Map.of());

    @Test
    void paddingIsPartOfNames() {
        SourceTable table = table(column("code", Kind.PADDED_TEXT));
        SourceRow row =
                new SourceRow(new RowKey(List.of("abc")), "1", List.of("abc     "), List.of("abc"));
        assertThat(template("t:${key}", table).fill(row)).isEqualTo("t:abc     ");
        assertThat(template("t:${code}", table).fill(row)).isEqualTo("t:abc     ");
    }

    @Test
    void documentsTellWhichTemplateNamedThem() {
        SourceTable table = table(column("id", Kind.INTEGER), column("sku", Kind.TEXT));
        SourceRow row =
                new RowDocuments(table, FORMS)
                        .row(RowDocuments.read("{\"id\": 7, \"sku\": \"A1\"}"));
        assertThat(row.key().values()).containsExactly("7");
        assertThat(template("product:${id}", table).fill(row)).isEqualTo("product:7");
        assertThat(template("product:${sku}", table).fill(row)).isEqualTo("product:A1");
    }

    @Test
    void aStrangersKeyThatIsNoNumberHasANameToo() {
        SourceTable table = table(column("id", Kind.INTEGER));
        SourceRow row = new RowDocuments(table, FORMS).row(RowDocuments.read("{\"id\": \"x\"}"));
        assertThat(template("${id:hex}", table).fill(row)).isEqualTo("78");
    }

    private static NameTemplate template(String template, SourceTable table) {
        return new NameTemplate("key.format", template, table, FORMS, "*");
    }

    private static Column column(String name, Kind kind) {
        return new Column(name, new ColumnType("", kind, null));
    }

    private static SourceTable table(Column... columns) {
        return new SourceTable("shop", "public", "item", "t", List.of(columns), 1, List.of(), null);
    }
}
