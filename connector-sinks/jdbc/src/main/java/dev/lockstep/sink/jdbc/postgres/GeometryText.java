package dev.lockstep.sink.jdbc.postgres;

import dev.lockstep.sink.jdbc.postgres.ValueForm.Kind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;

/** Points, and PostGIS's shapes in its extended well-known binary. */
final class GeometryText {

    private static final int HAS_SRID = 0x2000_0000;
    private static final int SMALLEST = 5;

    private GeometryText() {}

    static ValueForm point() {
        return ValueForm.ofText(
                Kind.POINT, value -> "(" + part(value, "x") + "," + part(value, "y") + ")");
    }

    static ValueForm geometry() {
        return ValueForm.ofText(Kind.GEOMETRY, GeometryText::extended);
    }

    /** Hexadecimal, with the reference system inside, as PostGIS reads it. */
    static String extended(Object value) {
        Object wkb = part(value, "wkb");
        if (wkb == null) {
            throw new UnfitValueException("it is a geometry without its binary form");
        }
        byte[] bytes = wkb instanceof String text ? decoded(text) : BytesText.array(wkb);
        Object srid = part(value, "srid");
        return HexFormat.of()
                .formatHex(srid == null ? bytes : withSrid(bytes, ((Number) srid).intValue()));
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new UnfitValueException("its binary form is not base64");
        }
    }

    private static byte[] withSrid(byte[] wkb, int srid) {
        if (wkb.length < SMALLEST) {
            throw new UnfitValueException("its well-known binary is too short");
        }
        ByteOrder order = wkb[0] == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        int type = ByteBuffer.wrap(wkb).order(order).getInt(1);
        if ((type & HAS_SRID) != 0) {
            return wkb;
        }
        ByteBuffer extended = ByteBuffer.allocate(wkb.length + Integer.BYTES).order(order);
        extended.put(wkb[0]).putInt(type | HAS_SRID).putInt(srid);
        return extended.put(wkb, SMALLEST, wkb.length - SMALLEST).array();
    }

    private static Object part(Object value, String name) {
        if (value instanceof Struct struct) {
            return struct.schema().field(name) == null ? null : struct.get(name);
        }
        if (value instanceof Map<?, ?> map) {
            return map.get(name);
        }
        throw ValueForm.unexpected(value);
    }
}
