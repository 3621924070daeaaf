package dev.lockstep.source.postgres.pgoutput;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes what a server writes, field by field, and whatever a server would not write. */
public final class FrameWriter {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    public static FrameWriter frame(char type) {
        return new FrameWriter().int8(type);
    }

    public FrameWriter int8(int value) {
        bytes.write(value);
        return this;
    }

    public FrameWriter int16(int value) {
        return raw(ByteBuffer.allocate(2).putShort((short) value).array());
    }

    public FrameWriter int32(int value) {
        return raw(ByteBuffer.allocate(4).putInt(value).array());
    }

    public FrameWriter int64(long value) {
        return raw(ByteBuffer.allocate(8).putLong(value).array());
    }

    public FrameWriter string(String value) {
        return raw(value.getBytes(StandardCharsets.UTF_8)).int8(0);
    }

    public FrameWriter column(int flags, String name, int typeOid, int typeModifier) {
        return int8(flags).string(name).int32(typeOid).int32(typeModifier);
    }

    public FrameWriter nullCell() {
        return int8('n');
    }

    public FrameWriter unchangedCell() {
        return int8('u');
    }

    public FrameWriter textCell(String value) {
        return cell('t', value.getBytes(StandardCharsets.UTF_8));
    }

    public FrameWriter binaryCell(byte... value) {
        return cell('b', value);
    }

    public FrameWriter raw(byte... value) {
        bytes.writeBytes(value);
        return this;
    }

    public byte[] toBytes() {
        return bytes.toByteArray();
    }

    private FrameWriter cell(char kind, byte[] value) {
        return int8(kind).int32(value.length).raw(value);
    }
}
