package dev.lockstep.sink.redis.write;

/**
 * Whether it is worth trying that none of some keys is there yet: then no script is needed, which
 * makes a first load cheaper. Where it was wrong it is not tried again for a while.
 */
final class NewKeys {

    private static final int CALLS_WITHOUT = 200;

    private int without;

    boolean areLikely() {
        if (without > 0) {
            without--;
            return false;
        }
        return true;
    }

    /** Some were there. */
    void wereThere() {
        without = CALLS_WITHOUT;
    }
}
