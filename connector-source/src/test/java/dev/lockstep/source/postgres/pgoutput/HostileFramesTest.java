package dev.lockstep.source.postgres.pgoutput;

import static dev.lockstep.source.postgres.pgoutput.FrameWriter.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

class HostileFramesTest {

    @Test
    void saysWhatIsWrongWhereAndWhatToDo() {
        FrameWriter update = frame('U').int32(7).int8('N').int16(2).nullCell();
        update.int8('t').int32(99_999).raw(new byte[12]);

        MalformedMessageException error = refused(update);

        assertThat(error)
                .hasMessage(
                        "Cannot decode pgoutput Update (offset 14 of 26): column length 99999 is"
                            + " larger than the 12 bytes that are left. Restart the task to read"
                            + " the message again; if it stays, report it with the server's"
                            + " version.");
        assertThat(error.messageName()).isEqualTo("pgoutput Update");
        assertThat(error.offset()).isEqualTo(14);
    }

    @Test
    void refusesAnEmptyMessage() {
        assertRefused(new FrameWriter(), "message type takes 1 bytes, but 0 are left");
    }

    @Test
    void refusesMoreColumnsThanBytes() {
        assertRefused(
                frame('I').int32(7).int8('N').int16(0x7fff).int16(0),
                "column count 32767 does not fit the 2 bytes");
        assertRefused(
                frame('I').int32(7).int8('N').int16(-1).int16(0), "column count -1 does not fit");
        assertRefused(
                frame('R').int32(7).string("s").string("t").int8('d').int16(2).raw(new byte[19]),
                "column count 2 does not fit the 19 bytes");
    }

    @Test
    void refusesNegativeAndOverflowingLengths() {
        FrameWriter negative = frame('I').int32(7).int8('N').int16(1).int8('t').int32(-1);
        FrameWriter lowest = frame('I').int32(7).int8('N').int16(1).int8('b');
        FrameWriter highest = frame('I').int32(7).int8('N').int16(1).int8('t');

        assertRefused(negative, "column length -1 is negative");
        assertRefused(
                lowest.int32(Integer.MIN_VALUE).raw(new byte[3]),
                "column length -2147483648 is negative");
        assertRefused(
                highest.int32(Integer.MAX_VALUE).raw(new byte[3]),
                "column length 2147483647 is larger than the 3 bytes");
    }

    @Test
    void refusesAHugeMessageContent() {
        FrameWriter message = frame('M').int8(0).int64(1).string("p");

        assertRefused(
                message.int32(Integer.MAX_VALUE - 4).int32(0),
                "content length 2147483643 is larger than the 4 bytes");
    }

    @Test
    void refusesMoreRelationsThanBytes() {
        assertRefused(
                frame('T').int32(Integer.MAX_VALUE).int8(0).int32(1),
                "relation count 2147483647 does not fit the 4 bytes");
        assertRefused(
                frame('T').int32(0x4000_0001).int8(0).int32(1),
                "relation count 1073741825 does not fit the 4 bytes");
        assertRefused(frame('T').int32(-1).int8(0), "relation count -1 does not fit");
    }

    @Test
    void refusesANameWithoutAnEnd() {
        byte[] origin = frame('O').int64(1).raw((byte) 'a', (byte) 'b').int8(0).toBytes();

        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> PgOutputDecoder.decode(origin, 0, origin.length - 1))
                .withMessageContaining("offset 9 of 11): origin name has no end");
    }

    @Test
    void refusesANameThatIsNotUtf8() {
        byte[] latin1 = {'g', 'r', (byte) 0xf6, 0};
        byte[] surrogate = {(byte) 0xed, (byte) 0xa0, (byte) 0x80, 0};

        assertRefused(frame('O').int64(1).raw(latin1), "origin name is not UTF-8");
        assertRefused(frame('O').int64(1).raw(surrogate), "origin name is not UTF-8");
    }

    @Test
    void refusesBytesAfterTheMessage() {
        assertRefused(
                frame('T').int32(1).int8(0).int32(1).int16(0), "2 bytes follow its last field");
    }

    @Test
    void refusesUnknownCodes() {
        assertRefused(frame('I').int32(7).int8('K').int16(0), "tuple kind is not N");
        assertRefused(frame('U').int32(7).int8('x').int16(0), "tuple kind is not K, O or N");
        assertRefused(
                frame('U').int32(7).int8('K').int16(0).int8('O').int16(0), "not N after K or O");
        assertRefused(frame('D').int32(7).int8('N').int16(0), "tuple kind is neither K nor O");
        assertRefused(frame('I').int32(7).int8('N').int16(1).int8('x'), "column kind is none of");
        assertRefused(
                frame('R').int32(7).string("s").string("t").int8('x').int16(0),
                "replica identity is none of");
        assertRefused(frame('C').int8(4).raw(new byte[24]), "flags are set");
    }

    @Test
    void refusesATimeThatTheUnixEpochCannotHold() {
        MalformedMessageException error =
                refused(frame('B').int64(1).int64(Long.MAX_VALUE).int32(1));

        assertThat(error).hasMessageContaining("commit time lies after the last timestamp");
        assertThat(error.offset()).isEqualTo(9);
    }

    @Test
    void namesAnUnknownMessageType() {
        MalformedMessageException error = refused(frame('z').int32(1));

        assertThat(error).hasMessageContaining("(offset 0 of 5): message type 0x7a is unknown");
        assertThat(error.messageName()).isEqualTo("pgoutput message");
    }

    @Test
    void namesMessagesThatNobodyAskedFor() {
        List<String> names =
                "SEcAbPKrp"
                        .chars()
                        .mapToObj(type -> refused(frame((char) type).raw(new byte[30])))
                        .map(MalformedMessageException::messageName)
                        .toList();

        assertThat(names)
                .containsExactly(
                        "pgoutput Stream Start",
                        "pgoutput Stream Stop",
                        "pgoutput Stream Commit",
                        "pgoutput Stream Abort",
                        "pgoutput Begin Prepare",
                        "pgoutput Prepare",
                        "pgoutput Commit Prepared",
                        "pgoutput Rollback Prepared",
                        "pgoutput Stream Prepare");
        assertThat(refused(frame('S').int32(1).int8(1)))
                .hasMessageContaining("message type S belongs to streaming or two-phase commit")
                .hasMessageContaining("Start replication with proto_version 1");
    }

    private static void assertRefused(FrameWriter frame, String cause) {
        assertThat(refused(frame)).hasMessageContaining(cause);
    }

    private static MalformedMessageException refused(FrameWriter frame) {
        byte[] message = frame.toBytes();
        return catchThrowableOfType(
                MalformedMessageException.class,
                () -> PgOutputDecoder.decode(message, 0, message.length));
    }
}
