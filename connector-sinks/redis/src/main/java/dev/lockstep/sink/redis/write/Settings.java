package dev.lockstep.sink.redis.write;

import dev.lockstep.sink.redis.config.FenceOptions;
import dev.lockstep.sink.redis.config.ValueFormat;
import dev.lockstep.sink.redis.config.ValueOptions;
import dev.lockstep.sink.redis.value.TimeToLive;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What the options say about writing, in the forms in which commands have it. */
final class Settings {

    static final byte[] NOTHING = {};

    private static final byte[] FENCED = ascii("fenced");
    private static final byte[] FREE = ascii("free");

    private final boolean fenced;
    private final Duration retention;
    private final byte[] retentionText;
    private final ValueFormat format;
    private final byte[] formatWord;

    Settings(ValueOptions values, FenceOptions fence) {
        fenced = fence.isOn();
        retention = fence.retention();
        retentionText = retention == null ? NOTHING : ascii(retention.toMillis());
        format = values.format();
        formatWord =
                ascii(
                        switch (format) {
                            case STRING -> "text";
                            case HASH -> "hash";
                            case JSON -> "json";
                        });
    }

    boolean fenced() {
        return fenced;
    }

    /** The same as scripts have it. */
    byte[] fenceWord() {
        return fenced ? FENCED : FREE;
    }

    ValueFormat format() {
        return format;
    }

    /** The format as scripts have it. */
    byte[] formatWord() {
        return formatWord;
    }

    /** How long to remember a key that is gone, in milliseconds; empty for ever. */
    byte[] retention() {
        return retentionText;
    }

    /** A time to live as scripts have it. */
    byte[] ttl(long millis) {
        return millis == TimeToLive.NONE ? NOTHING : ascii(millis);
    }

    /**
     * How long to remember the position of a value that lives so long. Never shorter than the
     * value, and never shorter than of a removed one: a value that has expired must not come back
     * either.
     */
    byte[] sideTtl(long millis) {
        return millis == TimeToLive.NONE || retention == null
                ? NOTHING
                : ascii(Math.max(millis, retention.toMillis()));
    }

    static byte[] ascii(long number) {
        return ascii(Long.toString(number));
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
