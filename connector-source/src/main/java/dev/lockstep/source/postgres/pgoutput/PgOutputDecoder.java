package dev.lockstep.source.postgres.pgoutput;

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
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

/**
 * Decodes pgoutput messages of protocol version 1. Stateless: any thread may call it.
 *
 * <p>Messages of a stream of an open transaction (protocol 2 and 4) and of two-phase commit
 * (protocol 3) are refused: within a stream other messages have another layout, so reading on would
 * misread rows.
 */
public final class PgOutputDecoder {

    private static final int MINIMUM_RELATION_COLUMN = 1 + 1 + Integer.BYTES + Integer.BYTES;

    private PgOutputDecoder() {}

    /**
     * Decodes the message that fills {@code length} bytes from {@code offset}. Tuples and message
     * content of the result are views over {@code frame}.
     *
     * @throws MalformedMessageException if the bytes are not exactly one message
     */
    public static PgOutputMessage decode(byte[] frame, int offset, int length) {
        FrameReader in = new FrameReader(frame, offset, length, "pgoutput message");
        byte type = in.int8("message type");
        PgOutputMessage message =
                switch (type) {
                    case 'I' -> insert(in.named("pgoutput Insert"));
                    case 'U' -> update(in.named("pgoutput Update"));
                    case 'D' -> delete(in.named("pgoutput Delete"));
                    case 'B' -> begin(in.named("pgoutput Begin"));
                    case 'C' -> commit(in.named("pgoutput Commit"));
                    case 'R' -> relation(in.named("pgoutput Relation"));
                    case 'Y' -> type(in.named("pgoutput Type"));
                    case 'O' -> origin(in.named("pgoutput Origin"));
                    case 'T' -> truncate(in.named("pgoutput Truncate"));
                    case 'M' -> logicalMessage(in.named("pgoutput Message"));
                    default -> throw refused(type, in);
                };
        in.end();
        return message;
    }

    private static Insert insert(FrameReader in) {
        int relation = in.int32("relation OID");
        if (in.int8("tuple kind") != 'N') {
            throw in.malformed("tuple kind is not N");
        }
        return new Insert(relation, Tuple.read(in));
    }

    private static Update update(FrameReader in) {
        int relation = in.int32("relation OID");
        byte kind = in.int8("tuple kind");
        Tuple key = kind == 'K' ? Tuple.read(in) : null;
        Tuple old = kind == 'O' ? Tuple.read(in) : null;
        if (key != null || old != null) {
            kind = in.int8("tuple kind");
        }
        if (kind != 'N') {
            throw in.malformed("tuple kind is not K, O or N, or not N after K or O");
        }
        return new Update(relation, key, old, Tuple.read(in));
    }

    private static Delete delete(FrameReader in) {
        int relation = in.int32("relation OID");
        return switch (in.int8("tuple kind")) {
            case 'K' -> new Delete(relation, Tuple.read(in), null);
            case 'O' -> new Delete(relation, null, Tuple.read(in));
            default -> throw in.malformed("tuple kind is neither K nor O");
        };
    }

    private static Begin begin(FrameReader in) {
        return new Begin(
                in.int64("final LSN"),
                in.time("commit time"),
                Integer.toUnsignedLong(in.int32("transaction id")));
    }

    private static Commit commit(FrameReader in) {
        // No flag is defined; the server's own subscriber refuses any too.
        if (in.int8("flags") != 0) {
            throw in.malformed("flags are set, but none is known");
        }
        return new Commit(in.int64("commit LSN"), in.int64("end LSN"), in.time("commit time"));
    }

    private static Origin origin(FrameReader in) {
        return new Origin(in.int64("origin LSN"), in.string("origin name"));
    }

    private static Relation relation(FrameReader in) {
        int oid = in.int32("relation OID");
        String schema = schema(in);
        String table = in.string("table name");
        ReplicaIdentity identity = replicaIdentity(in);
        int count =
                in.checkedCount(in.int16("column count"), MINIMUM_RELATION_COLUMN, "column count");
        List<RelationColumn> columns = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            columns.add(
                    new RelationColumn(
                            (in.int8("column flags") & 1) != 0,
                            in.string("column name"),
                            in.int32("type OID"),
                            in.int32("type modifier")));
        }
        return new Relation(oid, schema, table, identity, Collections.unmodifiableList(columns));
    }

    private static ReplicaIdentity replicaIdentity(FrameReader in) {
        return switch (in.int8("replica identity")) {
            case 'd' -> ReplicaIdentity.DEFAULT;
            case 'n' -> ReplicaIdentity.NOTHING;
            case 'f' -> ReplicaIdentity.FULL;
            case 'i' -> ReplicaIdentity.INDEX;
            default -> throw in.malformed("replica identity is none of d, n, f and i");
        };
    }

    private static TypeDefinition type(FrameReader in) {
        return new TypeDefinition(in.int32("type OID"), schema(in), in.string("type name"));
    }

    /** The server writes its own schema as an empty name. */
    private static String schema(FrameReader in) {
        String schema = in.string("schema name");
        return schema.isEmpty() ? "pg_catalog" : schema;
    }

    private static Truncate truncate(FrameReader in) {
        int count = in.int32("relation count");
        byte flags = in.int8("flags");
        in.checkedCount(count, Integer.BYTES, "relation count");
        List<Integer> relations = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            relations.add(in.int32("relation OID"));
        }
        return new Truncate(
                Collections.unmodifiableList(relations), (flags & 1) != 0, (flags & 2) != 0);
    }

    private static LogicalMessage logicalMessage(FrameReader in) {
        boolean transactional = (in.int8("flags") & 1) != 0;
        long lsn = in.int64("message LSN");
        String prefix = in.string("prefix");
        int from = in.skipCounted("content length");
        ByteBuffer content =
                ByteBuffer.wrap(in.buffer(), from, in.position() - from).slice().asReadOnlyBuffer();
        return new LogicalMessage(transactional, lsn, prefix, content);
    }

    private static MalformedMessageException refused(byte type, FrameReader in) {
        in.rewind();
        String unrequested = unrequestedName(type);
        if (unrequested == null) {
            return in.malformed(
                    "message type 0x" + HexFormat.of().toHexDigits(type) + " is unknown");
        }
        return in.named("pgoutput " + unrequested)
                .malformed(
                        "message type "
                                + (char) type
                                + " belongs to streaming or two-phase commit, which was not"
                                + " requested",
                        "Start replication with proto_version 1, and with a slot that was created"
                                + " without two_phase.");
    }

    private static String unrequestedName(byte type) {
        return switch (type) {
            case 'S' -> "Stream Start";
            case 'E' -> "Stream Stop";
            case 'c' -> "Stream Commit";
            case 'A' -> "Stream Abort";
            case 'b' -> "Begin Prepare";
            case 'P' -> "Prepare";
            case 'K' -> "Commit Prepared";
            case 'r' -> "Rollback Prepared";
            case 'p' -> "Stream Prepare";
            default -> null;
        };
    }
}
