package dev.lockstep.source.postgres.pgoutput;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.source.postgres.pgoutput.Tuple.Kind;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CopyTextTest {

    private static Tuple tuple(String line) {
        return CopyText.tuple(line.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Tuple row, int column) {
        return new String(
                row.buffer(), row.offset(column), row.length(column), StandardCharsets.UTF_8);
    }

    @Test
    void readsTextNullAndEmptiness() {
        Tuple row = tuple("1\t\\N\t\té\n");
        assertThat(row.size()).isEqualTo(4);
        assertThat(text(row, 0)).isEqualTo("1");
        assertThat(row.kind(1)).isEqualTo(Kind.NULL);
        assertThat(row.kind(2)).isEqualTo(Kind.TEXT);
        assertThat(text(row, 2)).isEmpty();
        assertThat(text(row, 3)).isEqualTo("é");
    }

    @Test
    void undoesEscapes() {
        Tuple row = tuple("a\\tb\\nc\\rd\\be\\ff\\vg\\\\N\t\\\\N\t\\N");
        assertThat(text(row, 0)).isEqualTo("a\tb\nc\rd\be\ff\u000bg\\N");
        assertThat(text(row, 1)).isEqualTo("\\N");
        assertThat(row.kind(2)).isEqualTo(Kind.NULL);
    }

    @Test
    void equalsTheSameRowOfTheLogByteForByte() {
        byte[] frame =
                FrameWriter.frame('I')
                        .int32(1)
                        .int8('N')
                        .int16(2)
                        .textCell("x\ty")
                        .nullCell()
                        .toBytes();
        PgOutputMessage.Insert insert =
                (PgOutputMessage.Insert) PgOutputDecoder.decode(frame, 0, frame.length);
        Tuple row = tuple("x\\ty\t\\N");
        assertThat(row.sameBytes(0, insert.after(), 0)).isTrue();
        assertThat(row.sameBytes(1, insert.after(), 1)).isTrue();
    }

    @Test
    void fillsWhatIsUnchangedFromAnotherImage() {
        byte[] frame =
                FrameWriter.frame('I')
                        .int32(1)
                        .int8('N')
                        .int16(3)
                        .textCell("2")
                        .unchangedCell()
                        .nullCell()
                        .toBytes();
        PgOutputMessage.Insert insert =
                (PgOutputMessage.Insert) PgOutputDecoder.decode(frame, 0, frame.length);
        Tuple filled = insert.after().filledFrom(tuple("1\tlarge\tz"));
        assertThat(text(filled, 0)).isEqualTo("2");
        assertThat(text(filled, 1)).isEqualTo("large");
        assertThat(filled.kind(2)).isEqualTo(Kind.NULL);
        assertThat(filled.first(1).size()).isEqualTo(1);
    }
}
