package dev.lockstep.source.postgres.pgoutput;

import static dev.lockstep.source.postgres.pgoutput.FrameWriter.frame;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Begin;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Commit;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Delete;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Insert;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.LogicalMessage;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Origin;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Relation;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Truncate;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.TypeDefinition;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Update;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PgOutputDecoderTest {

    /** 2026-11-20 00:00:00.000001 UTC on the server's clock and since the UNIX epoch. */
    private static final long SERVER_TIME = 848_448_000_000_001L;

    private static final long UNIX_TIME = 1_795_132_800_000_001L;

    @Test
    void readsBeginWithAnUnsignedTransactionId() {
        FrameWriter begin = frame('B').int64(0x16_B374_D848L).int64(SERVER_TIME).int32(-2);

        assertThat(decode(begin)).isEqualTo(new Begin(0x16_B374_D848L, UNIX_TIME, 4_294_967_294L));
    }

    @Test
    void readsCommit() {
        FrameWriter commit = frame('C').int8(0).int64(1000).int64(1048).int64(SERVER_TIME);

        assertThat(decode(commit)).isEqualTo(new Commit(1000, 1048, UNIX_TIME));
    }

    @Test
    void readsOrigin() {
        assertThat(decode(frame('O').int64(77).string("pg_16389")))
                .isEqualTo(new Origin(77, "pg_16389"));
    }

    @Test
    void readsRelationWithNamesOutsideAscii() {
        FrameWriter relation = frame('R').int32(16385).string("größe").string("表🐘").int8('f');
        relation.int16(2).column(1, "id", 23, -1).column(0, "naïve", 1700, 655_366);

        assertThat(decode(relation))
                .isEqualTo(
                        new Relation(
                                16385,
                                "größe",
                                "表🐘",
                                ReplicaIdentity.FULL,
                                List.of(
                                        new RelationColumn(true, "id", 23, -1),
                                        new RelationColumn(false, "naïve", 1700, 655_366))));
    }

    @Test
    void keepsAReplacementCharacterThatTheNameHolds() {
        assertThat(decode(frame('O').int64(1).string("a\uFFFDb")))
                .isEqualTo(new Origin(1, "a\uFFFDb"));
    }

    @Test
    void readsEveryReplicaIdentity() {
        assertThat(identity('d')).isEqualTo(ReplicaIdentity.DEFAULT);
        assertThat(identity('n')).isEqualTo(ReplicaIdentity.NOTHING);
        assertThat(identity('f')).isEqualTo(ReplicaIdentity.FULL);
        assertThat(identity('i')).isEqualTo(ReplicaIdentity.INDEX);
    }

    @Test
    void namesTheServersOwnSchemaWhereTheWireLeavesItEmpty() {
        assertThat(decode(frame('Y').int32(9).string("").string("mood")))
                .isEqualTo(new TypeDefinition(9, "pg_catalog", "mood"));
        assertThat(decode(frame('R').int32(9).string("").string("t").int8('d').int16(0)))
                .isEqualTo(new Relation(9, "pg_catalog", "t", ReplicaIdentity.DEFAULT, List.of()));
    }

    @Test
    void readsInsert() {
        FrameWriter insert = frame('I').int32(16385).int8('N').int16(2);
        insert.textCell("42").nullCell();

        Insert message = (Insert) decode(insert);

        assertThat(message.relationOid()).isEqualTo(16385);
        assertThat(texts(message.after())).containsExactly("42", "NULL");
    }

    @Test
    void readsInsertIntoATableWithoutColumns() {
        Insert message = (Insert) decode(frame('I').int32(16385).int8('N').int16(0));

        assertThat(message.after().size()).isZero();
    }

    @Test
    void readsUpdateWithoutAnOldTuple() {
        FrameWriter update = frame('U').int32(7).int8('N').int16(1).textCell("new");

        Update message = (Update) decode(update);

        assertThat(message.relationOid()).isEqualTo(7);
        assertThat(message.key()).isNull();
        assertThat(message.old()).isNull();
        assertThat(texts(message.after())).containsExactly("new");
    }

    @Test
    void readsUpdateWithTheOldKey() {
        FrameWriter update = frame('U').int32(7).int8('K').int16(2).textCell("1").nullCell();
        update.int8('N').int16(2).textCell("2").unchangedCell();

        Update message = (Update) decode(update);

        assertThat(texts(message.key())).containsExactly("1", "NULL");
        assertThat(message.old()).isNull();
        assertThat(texts(message.after())).containsExactly("2", "UNCHANGED");
    }

    @Test
    void readsUpdateWithTheOldRow() {
        FrameWriter update = frame('U').int32(7).int8('O').int16(1).textCell("toasted");
        update.int8('N').int16(1).unchangedCell();

        Update message = (Update) decode(update);

        assertThat(message.key()).isNull();
        assertThat(texts(message.old())).containsExactly("toasted");
        assertThat(texts(message.after())).containsExactly("UNCHANGED");
    }

    @Test
    void readsDeleteByKeyAndByRow() {
        Delete byKey = (Delete) decode(frame('D').int32(7).int8('K').int16(1).textCell("1"));
        Delete byRow = (Delete) decode(frame('D').int32(8).int8('O').int16(1).textCell("2"));

        assertThat(byKey.relationOid()).isEqualTo(7);
        assertThat(texts(byKey.key())).containsExactly("1");
        assertThat(byKey.old()).isNull();
        assertThat(byRow.relationOid()).isEqualTo(8);
        assertThat(byRow.key()).isNull();
        assertThat(texts(byRow.old())).containsExactly("2");
    }

    @Test
    void readsTruncateOfSeveralTables() {
        assertThat(decode(frame('T').int32(2).int8(0).int32(7).int32(8)))
                .isEqualTo(new Truncate(List.of(7, 8), false, false));
        assertThat(decode(frame('T').int32(1).int8(1).int32(7)))
                .isEqualTo(new Truncate(List.of(7), true, false));
        assertThat(decode(frame('T').int32(1).int8(2).int32(7)))
                .isEqualTo(new Truncate(List.of(7), false, true));
    }

    @Test
    void readsLogicalMessage() {
        FrameWriter message = frame('M').int8(1).int64(99).string("outbox");
        message.int32(3).raw((byte) 1, (byte) 0, (byte) -1);

        assertThat(decode(message))
                .isEqualTo(
                        new LogicalMessage(
                                true, 99, "outbox", ByteBuffer.wrap(new byte[] {1, 0, -1})));
        assertThat(decode(frame('M').int8(0).int64(5).string("").int32(0)))
                .isEqualTo(new LogicalMessage(false, 5, "", ByteBuffer.allocate(0)));
    }

    @Test
    void keepsTheContentOfALogicalMessageReadOnlyAndApartFromTheFrame() {
        FrameWriter frame = frame('M').int8(0).int64(5).string("p").int32(1).raw((byte) 9);

        ByteBuffer content = ((LogicalMessage) decode(frame)).content();

        assertThat(content.isReadOnly()).isTrue();
        assertThat(content.capacity()).isEqualTo(1);
    }

    /** Decodes from the middle of a larger array, as the frames of a connection lie. */
    private static PgOutputMessage decode(FrameWriter frame) {
        byte[] message = frame.toBytes();
        byte[] around = new FrameWriter().int32(-1).raw(message).int32(-1).toBytes();
        return PgOutputDecoder.decode(around, Integer.BYTES, message.length);
    }

    private static ReplicaIdentity identity(char code) {
        FrameWriter frame = frame('R').int32(1).string("s").string("t").int8(code).int16(0);
        return ((Relation) decode(frame)).replicaIdentity();
    }

    private static String[] texts(Tuple tuple) {
        String[] texts = new String[tuple.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] =
                    tuple.length(i) < 0
                            ? tuple.kind(i).name()
                            : new String(
                                    tuple.buffer(),
                                    tuple.offset(i),
                                    tuple.length(i),
                                    StandardCharsets.UTF_8);
        }
        return texts;
    }
}
