package dev.lockstep.sink.jdbc.postgres;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bytes in the order of the wire, to be written again and again. Used by one thread. */
final class WireBytes {

    private static final VarHandle INT16 =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT32 =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT64 =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final int KEPT = 8 << 20;

    private byte[] bytes;
    private int length;

    WireBytes(int capacity) {
        bytes = new byte[capacity];
    }

    int length() {
        return length;
    }

    /** Forgets everything from there on, and what room there is beyond what is usual. */
    void truncate(int newLength) {
        length = newLength;
        if (bytes.length > KEPT) {
            bytes = Arrays.copyOf(bytes, Math.max(length, KEPT));
        }
    }

    void int8(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
    }

    void int16(int value) {
        reserve(2);
        INT16.set(bytes, length, (short) value);
        length += 2;
    }

    void int32(int value) {
        reserve(4);
        INT32.set(bytes, length, value);
        length += 4;
    }

    void int64(long value) {
        reserve(8);
        INT64.set(bytes, length, value);
        length += 8;
    }

    void int32At(int at, int value) {
        INT32.set(bytes, at, value);
    }

    void raw(byte[] source, int from, int count) {
        reserve(count);
        System.arraycopy(source, from, bytes, length, count);
        length += count;
    }

    /** What is left in a buffer, which stays as it is. */
    void raw(ByteBuffer source) {
        int count = source.remaining();
        reserve(count);
        source.get(source.position(), bytes, length, count);
        length += count;
    }

    /** Opens a value whose length is not known yet; {@link #closeValue} takes what this returns. */
    int openValue() {
        int32(0);
        return length;
    }

    void closeValue(int start) {
        INT32.set(bytes, start - 4, length - start);
    }

    /** A value of text, with its length before it. */
    void text(String text) {
        int start = openValue();
        int count = text.length();
        reserve(count);
        int at = length;
        for (int i = 0; i < count; i++) {
            char character = text.charAt(i);
            if (character >= 0x80) {
                length = at;
                beyondAscii(text, i);
                closeValue(start);
                return;
            }
            bytes[at++] = (byte) character;
        }
        length = at;
        closeValue(start);
    }

    private void beyondAscii(String text, int from) {
        reserve((text.length() - from) * 3);
        int at = length;
        int i = from;
        while (i < text.length()) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            if (point < 0x80) {
                bytes[at++] = (byte) point;
            } else if (point < 0x800) {
                bytes[at++] = (byte) (0xC0 | (point >> 6));
                bytes[at++] = continuation(point);
            } else if (point < 0x10000) {
                if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                    throw new UnfitValueException("half of a surrogate pair is not a character");
                }
                bytes[at++] = (byte) (0xE0 | (point >> 12));
                bytes[at++] = continuation(point >> 6);
                bytes[at++] = continuation(point);
            } else {
                bytes[at++] = (byte) (0xF0 | (point >> 18));
                bytes[at++] = continuation(point >> 12);
                bytes[at++] = continuation(point >> 6);
                bytes[at++] = continuation(point);
            }
        }
        length = at;
    }

    private static byte continuation(int bits) {
        return (byte) (0x80 | (bits & 0x3F));
    }

    void copyTo(byte[] target, int offset) {
        System.arraycopy(bytes, 0, target, offset, length);
    }

    private void reserve(int count) {
        if (bytes.length - length < count) {
            long wanted = Math.max((long) length + count, bytes.length * 2L);
            if ((long) length + count > Integer.MAX_VALUE - 16) {
                throw new UnfitValueException("it is larger than a statement may be");
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, Integer.MAX_VALUE - 16));
        }
    }
}
