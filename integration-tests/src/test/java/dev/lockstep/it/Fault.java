package dev.lockstep.it;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What can be done to a running capture, in the order in which it can be done at once. */
enum Fault {
    STOP_WORKER(Victim.WORKER),
    KILL_WORKER(Victim.WORKER),
    STOP_BROKER(Victim.BROKER),
    KILL_BROKER(Victim.BROKER),
    END_WALSENDER(Victim.POSTGRES),
    STOP_POSTGRES(Victim.POSTGRES),
    KILL_POSTGRES(Victim.POSTGRES),
    CUT_NETWORK(Victim.NETWORK),
    STALL_NETWORK(Victim.NETWORK);

    private enum Victim {
        WORKER,
        BROKER,
        POSTGRES,
        NETWORK
    }

    /**
     * Some faults at once.
     *
     * @param records how many arrive before
     * @param outage how long until they are repaired
     */
    record Blow(int records, List<Fault> faults, Duration outage) {}

    /** An endless plan that depends on the random numbers only. */
    static final class Plan {

        private static final int MOST_RECORDS = 3_000;

        private final SplittableRandom random;
        private final List<Fault> first = new ArrayList<>();

        /** The first blows are one to each victim, the worker's while the snapshot is read. */
        Plan(SplittableRandom random) {
            this.random = random;
            first.add(KILL_BROKER);
            first.add(random.nextInt(first.size() + 1), KILL_POSTGRES);
            first.add(
                    random.nextInt(first.size() + 1),
                    random.nextBoolean() ? CUT_NETWORK : STALL_NETWORK);
            first.add(0, KILL_WORKER);
        }

        Blow next() {
            int records = random.nextInt(MOST_RECORDS);
            Duration outage = Duration.ofMillis(random.nextInt(1_500));
            if (!first.isEmpty()) {
                return new Blow(records, List.of(first.remove(0)), outage);
            }
            List<Fault> faults = new ArrayList<>(List.of(any()));
            Fault another = any();
            if (random.nextInt(3) == 0 && another.victim != faults.get(0).victim) {
                faults.add(another);
                faults.sort(null);
            }
            // Long enough, now and then, for the server to notice that nobody answers.
            return new Blow(records, faults, random.nextInt(4) == 0 ? LONG : outage);
        }

        private Fault any() {
            List<Fault> all = List.of(values());
            return all.get(random.nextInt(all.size()));
        }
    }

    private static final Duration LONG = Duration.ofSeconds(6);

    private final Victim victim;

    Fault(Victim victim) {
        this.victim = victim;
    }
}
