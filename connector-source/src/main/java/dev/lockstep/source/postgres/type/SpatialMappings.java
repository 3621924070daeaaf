package dev.lockstep.source.postgres.type;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** point, and PostGIS's geometry and geography. */
final class SpatialMappings {

    private static final int WKB_POINT = 1;
    private static final int WKB_POINT_BYTES = 1 + 4 + 8 + 8;
    private static final int EWKB_HAS_SRID = 0x2000_0000;
    private static final int EWKB_MIN_BYTES = 9;

    /** GEOMETRYCOLLECTION EMPTY. */
    private static final byte[] EMPTY = {1, 7, 0, 0, 0, 0, 0, 0, 0};

    private SpatialMappings() {}

    static Mapping point() {
        return new Mapping(
                SemanticSchemas.point(),
                schema -> (text, from, to) -> point(schema, text, from, to),
                schema -> point(schema, 0, 0),
                null);
    }

    /** {@code (x,y)}. */
    private static Object point(Schema schema, byte[] text, int from, int to) {
        if (to - from < 5 || text[from] != '(' || text[to - 1] != ')') {
            throw new MalformedTextException();
        }
        int comma = from + 1;
        while (comma < to && text[comma] != ',') {
            comma++;
        }
        if (comma == to) {
            throw new MalformedTextException();
        }
        double x = FloatText.float64(text, from + 1, comma);
        double y = FloatText.float64(text, comma + 1, to - 1);
        return point(schema, x, y);
    }

    static Struct point(Schema schema, double x, double y) {
        byte[] wkb = new byte[WKB_POINT_BYTES];
        ByteBuffer.wrap(wkb)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 1)
                .putInt(WKB_POINT)
                .putDouble(x)
                .putDouble(y);
        return new Struct(schema).put("x", x).put("y", y).put("wkb", wkb);
    }

    static Mapping geometry() {
        return wellKnownBinary(SemanticSchemas.geometry());
    }

    static Mapping geography() {
        return wellKnownBinary(SemanticSchemas.geography());
    }

    private static Mapping wellKnownBinary(SchemaBuilder builder) {
        return new Mapping(
                builder,
                schema -> (text, from, to) -> struct(schema, HexText.decode(text, from, to)),
                schema -> struct(schema, EMPTY.clone()),
                null);
    }

    /** The value is PostGIS's extended form, whose SRID is also a field. */
    private static Struct struct(Schema schema, byte[] ewkb) {
        if (ewkb.length < EWKB_MIN_BYTES) {
            throw new MalformedTextException();
        }
        ByteBuffer reader = ByteBuffer.wrap(ewkb);
        reader.order(reader.get() == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        Struct struct = new Struct(schema).put("wkb", ewkb);
        if ((reader.getInt() & EWKB_HAS_SRID) != 0) {
            struct.put("srid", reader.getInt());
        }
        return struct;
    }
}
