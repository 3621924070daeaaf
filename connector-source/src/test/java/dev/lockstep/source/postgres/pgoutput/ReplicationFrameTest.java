package dev.lockstep.source.postgres.pgoutput;

import static dev.lockstep.source.postgres.pgoutput.FrameWriter.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Origin;
import dev.lockstep.source.postgres.pgoutput.ReplicationFrame.Keepalive;
import dev.lockstep.source.postgres.pgoutput.ReplicationFrame.XLogData;
import org.junit.jupiter.api.Test;

class ReplicationFrameTest {

    private static final long SERVER_TIME = 848_448_000_000_001L;
    private static final long UNIX_TIME = 1_795_132_800_000_001L;

    @Test
    void readsXLogDataAndWhereItsPayloadLies() {
        byte[] frame = xLogData().int8('p').int8('q').toBytes();

        assertThat(ReplicationFrame.decode(frame, 0, frame.length))
                .isEqualTo(new XLogData(1000, 2000, UNIX_TIME, 25, 2));
    }

    @Test
    void readsAPayloadInPlaceBehindTheHeader() {
        byte[] message = frame('O').int64(3).string("node").toBytes();
        byte[] frame = new FrameWriter().int16(0).raw(xLogData().raw(message).toBytes()).toBytes();

        assertThat(ReplicationFrame.type(frame, 2, frame.length - 2))
                .isEqualTo(ReplicationFrame.Type.XLOG_DATA);
        assertThat(XLogData.walStart(frame, 2)).isEqualTo(1000);
        assertThat(
                        PgOutputDecoder.decode(
                                frame,
                                2 + XLogData.HEADER_LENGTH,
                                frame.length - 2 - XLogData.HEADER_LENGTH))
                .isEqualTo(new Origin(3, "node"));
    }

    @Test
    void readsKeepalive() {
        byte[] urgent = frame('k').int64(2000).int64(SERVER_TIME).int8(1).toBytes();
        byte[] calm = frame('k').int64(2000).int64(SERVER_TIME).int8(0).toBytes();

        assertThat(ReplicationFrame.type(urgent, 0, urgent.length))
                .isEqualTo(ReplicationFrame.Type.KEEPALIVE);
        assertThat(ReplicationFrame.decode(urgent, 0, urgent.length))
                .isEqualTo(new Keepalive(2000, UNIX_TIME, true));
        assertThat(ReplicationFrame.decode(calm, 0, calm.length))
                .isEqualTo(new Keepalive(2000, UNIX_TIME, false));
    }

    @Test
    void refusesShortHeadersBeforeTheyAreReadInPlace() {
        assertRefused(frame('w').raw(new byte[23]), "XLogData (offset 1 of 24): header takes 24");
        assertRefused(frame('k').raw(new byte[16]), "keepalive (offset 1 of 17): body takes 17");
        assertRefused(new FrameWriter(), "frame type takes 1 bytes, but 0 are left");
    }

    @Test
    void refusesUnknownFramesAndTrailingBytes() {
        assertRefused(frame('p').int64(0), "(offset 0 of 9): frame type 0x70 is unknown");
        assertRefused(frame('k').raw(new byte[18]), "1 bytes follow its last field");
    }

    @Test
    void writesStatusUpdatesOnTheServersClock() {
        byte[] expected =
                frame('r').int64(3).int64(2).int64(1).int64(SERVER_TIME).int8(1).toBytes();

        assertThat(new StandbyStatusUpdate(3, 2, 1, UNIX_TIME, true).encode()).isEqualTo(expected);
        assertThat(new StandbyStatusUpdate(3, 2, 1, UNIX_TIME, false).encode())
                .hasSize(34)
                .endsWith(0);
    }

    private static FrameWriter xLogData() {
        return frame('w').int64(1000).int64(2000).int64(SERVER_TIME);
    }

    private static void assertRefused(FrameWriter frame, String cause) {
        byte[] bytes = frame.toBytes();
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> ReplicationFrame.decode(bytes, 0, bytes.length))
                .withMessageContaining(cause);
    }
}
