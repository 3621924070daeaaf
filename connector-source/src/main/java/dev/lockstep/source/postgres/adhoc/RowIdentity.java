package dev.lockstep.source.postgres.adhoc;

import dev.lockstep.source.postgres.pgoutput.Tuple;
import dev.lockstep.source.postgres.pgoutput.Tuple.Kind;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** What tells a row from others of its table: the text of certain columns. */
final class RowIdentity {

    private final byte[] bytes;

    private RowIdentity(byte[] bytes) {
        this.bytes = bytes;
    }

    static RowIdentity of(Tuple row, int[] columns) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(32);
        for (int column : columns) {
            int length = row.length(column);
            bytes.write(row.kind(column) == Kind.NULL ? 0 : 1);
            if (length >= 0) {
                for (int shift = 24; shift >= 0; shift -= 8) {
                    bytes.write(length >>> shift);
                }
                bytes.write(row.buffer(), row.offset(column), length);
            }
        }
        return new RowIdentity(bytes.toByteArray());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RowIdentity identity && Arrays.equals(bytes, identity.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
