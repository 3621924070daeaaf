package dev.lockstep.sink.jdbc.mysql;

import dev.lockstep.sink.value.Geometry;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Shapes in the form in which the server keeps them: four bytes of SRID, then well-known binary
 * with the lowest byte first and without SRIDs of its own. Coordinates of it are never swapped, as
 * those of functions are.
 */
final class StoredGeometry {

    private static final int POINT = 1;
    private static final int LINE = 2;
    private static final int POLYGON = 3;
    private static final int COLLECTION = 7;
    private static final int SRID_FLAG = 0x2000_0000;
    private static final int COORDINATES = 2 * Double.BYTES;

    private final ByteBuffer in;
    private final ByteBuffer out;
    private int srid;

    private StoredGeometry(byte[] wkb) {
        in = ByteBuffer.wrap(wkb);
        out = ByteBuffer.allocate(Integer.BYTES + wkb.length).order(ByteOrder.LITTLE_ENDIAN);
        out.position(Integer.BYTES);
    }

    /** Null for what has no form here: shapes of more than two dimensions, and curves. */
    static byte[] of(Geometry shape) {
        StoredGeometry stored = new StoredGeometry(shape.wkb());
        try {
            if (!stored.copy() || stored.in.hasRemaining()) {
                return null;
            }
        } catch (BufferUnderflowException e) {
            return null;
        }
        int srid = shape.srid() == null ? stored.srid : shape.srid();
        byte[] bytes = new byte[stored.out.position()];
        stored.out.putInt(0, srid).get(0, bytes);
        return bytes;
    }

    private boolean copy() {
        in.order(in.get() == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        int type = in.getInt();
        if ((type & SRID_FLAG) != 0) {
            srid = in.getInt();
            type &= ~SRID_FLAG;
        }
        if (type < POINT || type > COLLECTION) {
            return false;
        }
        out.put((byte) 1).putInt(type);
        return switch (type) {
            case POINT -> coordinates(1);
            case LINE -> coordinates(count());
            case POLYGON -> rings(count());
            default -> parts(count());
        };
    }

    private int count() {
        int count = in.getInt();
        out.putInt(count);
        return count;
    }

    private boolean coordinates(int points) {
        if (points < 0 || points > in.remaining() / COORDINATES) {
            return false;
        }
        for (int i = 0; i < 2 * points; i++) {
            out.putDouble(in.getDouble());
        }
        return true;
    }

    private boolean rings(int rings) {
        for (int i = 0; i < rings; i++) {
            if (!coordinates(count())) {
                return false;
            }
        }
        return true;
    }

    private boolean parts(int parts) {
        for (int i = 0; i < parts; i++) {
            if (!copy()) {
                return false;
            }
        }
        return true;
    }
}
