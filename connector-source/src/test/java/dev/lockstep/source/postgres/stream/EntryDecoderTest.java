package dev.lockstep.source.postgres.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.source.postgres.pgoutput.FrameWriter;
import dev.lockstep.source.postgres.stream.LogEntry.Change;
import dev.lockstep.source.postgres.stream.LogEntry.Commit;
import dev.lockstep.source.postgres.stream.LogEntry.Origin;
import dev.lockstep.source.postgres.stream.LogEntry.Transaction;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntryDecoderTest {

    private final List<LogEntry> entries = new ArrayList<>();
    private final EntryDecoder decoder = new EntryDecoder(entries::add);

    private void accept(long lsn, FrameWriter message) throws Exception {
        FrameWriter frame = FrameWriter.frame('w').int64(lsn).int64(lsn).int64(0);
        decoder.accept(frame.raw(message.toBytes()).toBytes());
    }

    private static FrameWriter begin(long commitLsn) {
        return FrameWriter.frame('B').int64(commitLsn).int64(0).int32(700);
    }

    private static FrameWriter commit(long commitLsn, long endLsn) {
        return FrameWriter.frame('C').int8(0).int64(commitLsn).int64(endLsn).int64(0);
    }

    private static FrameWriter insert() {
        return FrameWriter.frame('I').int32(1).int8('N').int16(1).textCell("x");
    }

    private static FrameWriter message(long lsn) {
        return FrameWriter.frame('M').int8(0).int64(lsn).string("p").int32(1).raw((byte) 'm');
    }

    @Test
    void givesEveryChangeItsTransaction() throws Exception {
        accept(0x100, begin(0x200));
        assertThat(decoder.isInTransaction()).isTrue();
        accept(0x110, insert());
        accept(0x208, commit(0x200, 0x208));
        assertThat(decoder.isInTransaction()).isFalse();
        Change change = (Change) entries.get(0);
        assertThat(change.lsn()).isEqualTo(0x110);
        assertThat(change.transaction().commitLsn()).isEqualTo(0x200);
        assertThat(entries.get(1)).isEqualTo(new Commit(change.transaction(), 0x208));
    }

    @Test
    void namesTheOriginOfATransaction() throws Exception {
        accept(0, begin(0x200));
        accept(0x90, FrameWriter.frame('O').int64(0x77).string("elsewhere"));
        accept(0x110, insert());
        assertThat(((Change) entries.get(0)).transaction().origin())
                .isEqualTo(new Origin("elsewhere", 0x77));
    }

    @Test
    void placesAMessageOutsideOfTransactionsInsideItsOwnRecord() throws Exception {
        accept(0x200, message(0x200));
        Transaction own = ((Change) entries.get(0)).transaction();
        assertThat(own.commitLsn()).isEqualTo(0x1F8);
        assertThat(entries.get(1)).isEqualTo(new Commit(own, 0x200));
        assertThat(decoder.isInTransaction()).isFalse();
    }

    @Test
    void refusesChangesOutsideOfTransactions() {
        assertThatThrownBy(() -> accept(0x110, insert()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("outside of a transaction");
        assertThatThrownBy(() -> accept(0x110, commit(0x200, 0x208)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesWhatWouldInterruptATransaction() throws Exception {
        accept(0x100, begin(0x200));
        assertThatThrownBy(() -> accept(0x210, begin(0x300)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("before the transaction around it had ended");
        assertThatThrownBy(() -> accept(0x210, message(0x210)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(entries).isEmpty();
    }
}
