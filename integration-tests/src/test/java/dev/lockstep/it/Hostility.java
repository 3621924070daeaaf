package dev.lockstep.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Two connectors with names of their own bring the same history to the same place, each of them
 * sent back to earlier places or held up again and again, while the target is killed. Whoever reads
 * the target sees no key go back at any moment. In the end all of the history comes once more,
 * after the server was killed and what it remembers of deletes in its memory is gone, and the rows
 * are those of the source. {@code -Dlockstep.hostile.seed} repeats the plan of a run, {@code
 * -Dlockstep.hostile.rounds} sets its length.
 */
final class Hostility {

    private static final int ROUNDS = Integer.getInteger("lockstep.hostile.rounds", 4);

    private enum Deed {
        REPLAY_LATE,
        KILL,
        REPLAY_STEADY,
        HOLD_LATE
    }

    private final Stack stack;
    private final Capture capture;
    private final HostileTarget target;
    private final SplittableRandom random;
    private Sink steady;
    private Sink late;

    Hostility(Stack stack, Capture capture, HostileTarget target, SplittableRandom random) {
        this.stack = stack;
        this.capture = capture;
        this.target = target;
        this.random = random;
    }

    /** Random numbers for one run of a test, whose seed is printed. */
    static SplittableRandom random(Class<?> test) {
        long seed = Long.getLong("lockstep.hostile.seed", System.nanoTime());
        System.out.println(test.getSimpleName() + ": -Dlockstep.hostile.seed=" + seed);
        return new SplittableRandom(seed);
    }

    /** Of a capture with {@link History#ddl}, which runs. */
    void run() throws Exception {
        try (Sink first = new Sink(stack.worker, capture.name + "_steady");
                Sink second = new Sink(stack.worker, capture.name + "_late");
                Watcher watcher = new Watcher(target);
                History history = new History(capture)) {
            steady = first.start(target.config());
            late = second.start(target.config("batch.size", "10"));
            history.start(random.split());
            for (Deed deed : plan()) {
                history.allow(random.nextInt(40, 100));
                System.out.println(capture.name + ": " + deed);
                commit(deed);
                watcher.check();
            }
            history.end();
            settle();
            target.killAndStart();
            steady.replayAll();
            late.replayAll();
            settle();
            assertThat(watcher.end()).as("changes seen").isGreaterThan(20L * ROUNDS);
        }
    }

    /** Each deed once, before any comes again. */
    private List<Deed> plan() {
        List<Deed> plan = new ArrayList<>();
        List<Deed> left = new ArrayList<>();
        while (plan.size() < ROUNDS) {
            if (left.isEmpty()) {
                left.addAll(List.of(Deed.values()));
            }
            plan.add(left.remove(random.nextInt(left.size())));
        }
        return plan;
    }

    private void commit(Deed deed) throws Exception {
        switch (deed) {
            case REPLAY_LATE -> replay(late);
            case REPLAY_STEADY -> replay(steady);
            case KILL -> target.killAndStart();
            case HOLD_LATE -> {
                late.stop();
                steady.awaitCaughtUp(stack.kafka, capture.name);
                late.resume();
            }
        }
    }

    /** Each topic from a place of its own. */
    private void replay(Sink sink) {
        Map<String, Long> offsets = new HashMap<>();
        sink.offsets().forEach((topic, offset) -> offsets.put(topic, random.nextLong(offset + 1)));
        sink.replay(offsets);
    }

    private void settle() throws Exception {
        check();
        steady.awaitCaughtUp(stack.kafka, capture.name);
        late.awaitCaughtUp(stack.kafka, capture.name);
        check();
    }

    private void check() throws Exception {
        for (String table : History.TABLES) {
            steady.awaitEqual(Documents.of(capture, table, "id"), () -> target.rows(table));
        }
    }
}
