package dev.lockstep.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.it.Fault.Blow;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Transfers between accounts while everything is killed, stopped and cut off, from the initial
 * snapshot on. {@code -Dlockstep.torture.seed} repeats the faults of a run, {@code
 * -Dlockstep.torture.seconds} sets how long they go on, {@code -Dlockstep.torture.modes} names
 * {@link Mode modes}, separated by commas; the profile {@code torture} is the long form.
 */
class TortureIT {

    private static final int LEAST_BLOWS = 4;
    private static final Duration TIME =
            Duration.ofSeconds(Integer.getInteger("lockstep.torture.seconds", 0));
    private static final Duration PATIENCE = Duration.ofSeconds(150);
    private static final int WRITERS = 4;
    private static final long TOTAL = 1_000L * Transfer.ACCOUNTS * Transfer.ACCOUNT_TABLES.size();

    enum Mode {
        EXACTLY_ONCE,
        AT_LEAST_ONCE
    }

    private final List<Told> told = new ArrayList<>();
    private long records;

    static Stream<Mode> modes() {
        String names = System.getProperty("lockstep.torture.modes", Mode.EXACTLY_ONCE.name());
        return Arrays.stream(names.split(",")).map(Mode::valueOf);
    }

    @ParameterizedTest
    @MethodSource("modes")
    void bringsWhatWasCommittedAndNothingElse(Mode mode) throws Exception {
        long seed = Long.getLong("lockstep.torture.seed", System.nanoTime());
        say(mode + ": -Dlockstep.torture.seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        Fault.Plan plan = new Fault.Plan(random.split());
        try (Stack stack = start(mode);
                Wire wire = new Wire(stack.postgres.port())) {
            Capture capture = stack.capture(Transfer.ddl().toArray(String[]::new));
            try (Transfers load = new Transfers(stack.postgres, capture.name);
                    Events events = capture.events(topics(mode))) {
                prepare(capture);
                load.start(WRITERS, random);
                stack.worker.rest().configure(capture.name, config(mode, capture, wire));
                torture(new Saboteur(stack, wire, capture), plan, events, load, capture);
                load.end();
                finish(events, load, capture);
                stack.worker.stop();
                events.rest().forEach(this::take);
                check(mode, stack, capture, load);
            }
        }
    }

    private static Stack start(Mode mode) {
        String support = mode == Mode.EXACTLY_ONCE ? "enabled" : "disabled";
        return Stack.start(
                kafka -> Stack.quickWorker(kafka).property("exactly.once.source.support", support));
    }

    private static String[] topics(Mode mode) {
        return mode == Mode.EXACTLY_ONCE
                ? new String[] {"log"}
                : Transfer.TABLES.stream().map(table -> "public." + table).toArray(String[]::new);
    }

    private static void prepare(Capture capture) throws Exception {
        capture.execute(
                "ALTER DATABASE " + capture.name + " SET wal_sender_timeout = '4s'",
                "ALTER DATABASE " + capture.name + " SET deadlock_timeout = '50ms'");
    }

    private static Map<String, String> config(Mode mode, Capture capture, Wire wire) {
        Map<String, String> config = new TreeMap<>(capture.config());
        config.put("database.port", Integer.toString(wire.port()));
        config.put("snapshot.mode", "initial");
        config.put("max.batch.size", "500");
        config.put("status.update.interval.ms", "1000");
        config.put("errors.retry.delay.initial.ms", "10");
        config.put("errors.retry.delay.max.ms", "1000");
        config.put("slot.max.retries", "120");
        config.put("slot.retry.delay.ms", "500");
        if (mode == Mode.EXACTLY_ONCE) {
            config.put("topic.mode", "log");
            config.put("exactly.once.support", "required");
            config.put("transaction.boundary", "connector");
            config.put("kafka.transaction.max.rows", "2000");
            // Else a worker waits at its start for the transaction of its killed predecessor to
            // time
            // out, for it has written to the offsets of all connectors.
            config.put("offsets.storage.topic", capture.name + "-offsets");
            // A broker may be away for a while.
            config.put("producer.override.transaction.timeout.ms", "300000");
        } else {
            config.put("producer.override.enable.idempotence", "true");
        }
        return config;
    }

    private void torture(
            Saboteur saboteur, Fault.Plan plan, Events events, Transfers load, Capture capture)
            throws Exception {
        long begin = System.nanoTime();
        for (int i = 0; i < LEAST_BLOWS || System.nanoTime() - begin < TIME.toNanos(); i++) {
            Blow blow = plan.next();
            long goal = records + blow.records();
            read(events, load, capture, () -> records >= goal);
            say(records + " records, " + blow);
            saboteur.strike(blow.faults());
            long end = System.nanoTime() + blow.outage().toNanos();
            while (System.nanoTime() < end) {
                events.poll().forEach(this::take);
            }
            saboteur.repair(blow.faults());
        }
    }

    private void finish(Events events, Transfers load, Capture capture) throws Exception {
        long mark = load.mark();
        Set<String> missing = new HashSet<>(Transfer.TABLES);
        missing.add("the end of the snapshot");
        int[] seen = {0};
        read(
                events,
                load,
                capture,
                () -> {
                    while (seen[0] < told.size()) {
                        Told next = told.get(seen[0]++);
                        if (next.key() == mark) {
                            missing.remove(next.table());
                        }
                        if (next.endsSnapshot()) {
                            missing.remove("the end of the snapshot");
                        }
                    }
                    return missing.isEmpty();
                });
    }

    /** Reads while the load goes on, not further ahead than it has to. */
    private void read(Events events, Transfers load, Capture capture, BooleanSupplier reached)
            throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                capture.checkAlive();
                throw new AssertionError("Nothing more came after " + records + " records");
            }
            if (load.allowed() < 200) {
                load.allow(200);
            }
            events.poll().forEach(this::take);
        }
    }

    private void take(Events.Event event) {
        records++;
        if (!event.value().isNull()) {
            told.add(Told.of(event));
        }
    }

    private void check(Mode mode, Stack stack, Capture capture, Transfers load) throws Exception {
        Proof proof = new Proof(told);
        List<List<WrittenTransaction>> written = load.written();
        say(
                proof.changeCount()
                        + " changes, "
                        + proof.repetitions()
                        + " repeated, of "
                        + written.stream().mapToInt(List::size).sum()
                        + " transactions begun");
        if (mode == Mode.EXACTLY_ONCE) {
            proof.comesOnce();
            assertThat(proof.repetitions()).isZero();
        } else {
            proof.repeatsOnlyFrom(
                    StoredOffsets.read(stack.kafka.bootstrapServers(), stack.worker, capture.name));
        }
        proof.tellsWhatWasWritten(written);
        proof.foldsTo(Fold.truth(capture), TOTAL);
    }

    private static void say(String what) {
        System.out.println("TortureIT: " + what);
    }
}
