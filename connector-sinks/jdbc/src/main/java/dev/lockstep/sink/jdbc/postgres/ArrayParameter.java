package dev.lockstep.sink.jdbc.postgres;

import org.postgresql.util.PGBinaryObject;
import org.postgresql.util.PGobject;

/** An array in its binary form, as the driver takes parameters of types that it does not know. */
final class ArrayParameter extends PGobject implements PGBinaryObject {

    private static final long serialVersionUID = 1;

    private transient WireBytes bytes;

    ArrayParameter(Carrier carrier, WireBytes bytes) {
        this.type = carrier.arrayName();
        this.bytes = bytes;
    }

    @Override
    public int lengthInBytes() {
        return bytes.length();
    }

    @Override
    public void toBytes(byte[] target, int offset) {
        bytes.copyTo(target, offset);
    }

    @Override
    public void setByteValue(byte[] value, int offset) {
        throw new UnsupportedOperationException("Arrays of this class are only sent");
    }

    /** The driver asks for text when it must not send binary values. */
    @Override
    public String getValue() {
        throw new UnsupportedOperationException("Arrays of this class are only sent in binary");
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
