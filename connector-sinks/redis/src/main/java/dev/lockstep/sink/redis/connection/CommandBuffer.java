package dev.lockstep.sink.redis.connection;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing buffer of commands in Redis' protocol. For one thread. */
public final class CommandBuffer {

    private static final int INITIAL = 1 << 13;

    /** A buffer that a huge value has blown up beyond this is not kept. */
    private static final int RETAINED = 1 << 22;

    private static final int MAX_DIGITS = 20;

    private byte[] bytes = new byte[INITIAL];
    private int length;

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void clear() {
        if (bytes.length > RETAINED) {
            bytes = new byte[INITIAL];
        }
        length = 0;
    }

    /** Begins a command of so many words. */
    public void command(int words) {
        ensure(MAX_DIGITS);
        bytes[length++] = '*';
        digits(words);
        end();
    }

    public void word(byte[] word) {
        ensure(word.length + 2 * MAX_DIGITS);
        bytes[length++] = '$';
        digits(word.length);
        end();
        System.arraycopy(word, 0, bytes, length, word.length);
        length += word.length;
        end();
    }

    public void word(String word) {
        word(word.getBytes(StandardCharsets.UTF_8));
    }

    public void word(long number) {
        word(Long.toString(number));
    }

    private void digits(int number) {
        if (number < 10) {
            bytes[length++] = (byte) ('0' + number);
            return;
        }
        int end = length;
        for (int rest = number; rest > 0; rest /= 10) {
            end++;
        }
        int rest = number;
        for (int i = end - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length = end;
    }

    private void end() {
        bytes[length++] = '\r';
        bytes[length++] = '\n';
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            int wanted = Math.addExact(length, more);
            int doubled = (int) Math.min(2L * bytes.length, Integer.MAX_VALUE - 8);
            bytes = Arrays.copyOf(bytes, Math.max(wanted, doubled));
        }
    }
}
