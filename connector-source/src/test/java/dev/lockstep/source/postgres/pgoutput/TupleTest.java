package dev.lockstep.source.postgres.pgoutput;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Insert;
import org.junit.jupiter.api.Test;

class TupleTest {

    @Test
    void tellsTextFromBinaryInOneRow() {
        Tuple tuple =
                tuple(
                        new FrameWriter()
                                .int16(4)
                                .textCell("abc")
                                .binaryCell((byte) 7)
                                .nullCell()
                                .unchangedCell());

        assertThat(tuple.size()).isEqualTo(4);
        assertThat(tuple.kind(0)).isEqualTo(Tuple.Kind.TEXT);
        assertThat(tuple.kind(1)).isEqualTo(Tuple.Kind.BINARY);
        assertThat(tuple.kind(2)).isEqualTo(Tuple.Kind.NULL);
        assertThat(tuple.kind(3)).isEqualTo(Tuple.Kind.UNCHANGED);
    }

    @Test
    void pointsAtTheValuesInTheFrame() {
        Tuple tuple = tuple(new FrameWriter().int16(3).textCell("").textCell("abc").nullCell());

        assertThat(tuple.length(0)).isZero();
        assertThat(tuple.length(1)).isEqualTo(3);
        assertThat(tuple.buffer()[tuple.offset(1)]).isEqualTo((byte) 'a');
        assertThat(tuple.length(2)).isEqualTo(-1);
    }

    @Test
    void comparesBytesAndKindsAcrossFrames() {
        Tuple one = tuple(new FrameWriter().int16(3).textCell("ab").textCell("").nullCell());
        Tuple other =
                tuple(
                        new FrameWriter()
                                .int16(5)
                                .nullCell()
                                .textCell("ab")
                                .textCell("ac")
                                .textCell("abc")
                                .binaryCell((byte) 'a', (byte) 'b'));

        assertThat(one.sameBytes(0, other, 1)).isTrue();
        assertThat(one.sameBytes(0, other, 2)).isFalse();
        assertThat(one.sameBytes(0, other, 3)).isFalse();
        assertThat(one.sameBytes(0, other, 4)).isFalse();
        assertThat(one.sameBytes(0, other, 0)).isFalse();
        assertThat(one.sameBytes(1, other, 0)).isFalse();
        assertThat(one.sameBytes(2, other, 0)).isTrue();
    }

    @Test
    void showsItsShapeButNoValue() {
        assertThat(tuple(new FrameWriter().int16(1).textCell("hidden")))
                .hasToString("Tuple[size=1]");
    }

    private static Tuple tuple(FrameWriter columns) {
        byte[] frame = FrameWriter.frame('I').int32(1).int8('N').raw(columns.toBytes()).toBytes();
        return ((Insert) PgOutputDecoder.decode(frame, 0, frame.length)).after();
    }
}
