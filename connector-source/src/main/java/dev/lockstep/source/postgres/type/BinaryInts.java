package dev.lockstep.source.postgres.type;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The numbers that binary forms are made of, each read checked against the value's end. */
final class BinaryInts {

    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private BinaryInts() {}

    /** Refuses a value that has not exactly this size. */
    static void requireSize(int size, int from, int to) {
        if (to - from != size) {
            throw new MalformedTextException();
        }
    }

    /** Refuses a value that ends before so many bytes from {@code at}. */
    static void requireBytes(int count, int at, int to) {
        if (count < 0 || count > to - at) {
            throw new MalformedTextException();
        }
    }

    /** All of a value. */
    static short int16(byte[] bytes, int from, int to) {
        requireSize(Short.BYTES, from, to);
        return (short) SHORT.get(bytes, from);
    }

    /** All of a value. */
    static int int32(byte[] bytes, int from, int to) {
        requireSize(Integer.BYTES, from, to);
        return (int) INT.get(bytes, from);
    }

    /** All of a value. */
    static long int64(byte[] bytes, int from, int to) {
        requireSize(Long.BYTES, from, to);
        return (long) LONG.get(bytes, from);
    }

    /** A part of a value. */
    static byte int8At(byte[] bytes, int at, int to) {
        requireBytes(Byte.BYTES, at, to);
        return bytes[at];
    }

    /** A part of a value. */
    static short int16At(byte[] bytes, int at, int to) {
        requireBytes(Short.BYTES, at, to);
        return (short) SHORT.get(bytes, at);
    }

    /** A part of a value. */
    static int int32At(byte[] bytes, int at, int to) {
        requireBytes(Integer.BYTES, at, to);
        return (int) INT.get(bytes, at);
    }

    /** A part of a value. */
    static long int64At(byte[] bytes, int at, int to) {
        requireBytes(Long.BYTES, at, to);
        return (long) LONG.get(bytes, at);
    }
}
