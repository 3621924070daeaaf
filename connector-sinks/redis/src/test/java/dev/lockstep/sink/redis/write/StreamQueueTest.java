package dev.lockstep.sink.redis.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamQueueTest {

    private final StreamQueue queue = new StreamQueue(new byte[0], new byte[0], 0);
    private final List<StreamEntry> entries = new ArrayList<>();

    private void fill(int count) {
        for (int i = 0; i < count; i++) {
            StreamEntry entry = new StreamEntry(null, new byte[0], new byte[0], List.of());
            entries.add(entry);
            queue.add(entry);
        }
    }

    @Test
    void oneThatFailedIsLeftThoughLaterOnesWentThrough() {
        fill(4);
        List<StreamQueue.Part> all = queue.singles();
        queue.done(all.get(0));
        queue.done(all.get(2));
        queue.done(all.get(3));
        assertThat(queue.singles())
                .singleElement()
                .satisfies(
                        left ->
                                assertThat(left.entries())
                                        .singleElement()
                                        .isSameAs(entries.get(1)));
        queue.done(all.get(1));
        assertThat(queue.singles()).isEmpty();
    }

    @Test
    void callsTakeAllInOrder() {
        fill(600);
        int taken = 0;
        for (StreamQueue.Part part = queue.next(); !part.entries().isEmpty(); part = queue.next()) {
            assertThat(part.from()).isEqualTo(taken);
            taken += part.entries().size();
            queue.done(part);
        }
        assertThat(taken).isEqualTo(600);
    }
}
