package dev.lockstep.sink.redis.write;

import dev.lockstep.sink.redis.connection.Call;
import dev.lockstep.sink.redis.connection.CommandBuffer;
import dev.lockstep.sink.redis.connection.Exchange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Messages, in their order. */
final class PublishStep implements Step {

    private static final byte[] PUBLISH = Settings.ascii("PUBLISH");

    private final Exchange exchange;
    private final List<Message> messages = new ArrayList<>();

    PublishStep(Exchange exchange) {
        this.exchange = exchange;
    }

    void add(String channel, byte[] message) {
        byte[] name = channel.getBytes(StandardCharsets.UTF_8);
        messages.add(new Message(name, message, exchange.servers().slot(name)));
    }

    @Override
    public void run() {
        exchange.run(
                messages.stream().filter(message -> !message.told).iterator(), "publish to Redis");
    }

    /** One message. */
    private static final class Message implements Call {

        private final byte[] channel;
        private final byte[] text;
        private final int slot;
        private boolean told;

        Message(byte[] channel, byte[] text, int slot) {
            this.channel = channel;
            this.text = text;
            this.slot = slot;
        }

        @Override
        public int slot() {
            return slot;
        }

        @Override
        public void encode(CommandBuffer out) {
            out.command(3);
            out.word(PUBLISH);
            out.word(channel);
            out.word(text);
        }

        @Override
        public void answered(Object answer) {
            told = true;
        }
    }
}
