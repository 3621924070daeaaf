package dev.lockstep.benchmarks.contender;

/** Where loaders have documents from. */
public interface Documents {

    /** Takes one document after the other. */
    interface Taker {
        void take(long id, byte[] document) throws Exception;
    }

    /** Hands out the first documents of a topic of one partition. */
    void each(String topic, int rows, Taker taker) throws Exception;

    /** Documents in memory, the same for every topic; the first is that of row 1. */
    static Documents prepared(byte[][] documents) {
        return (topic, rows, taker) -> {
            for (int i = 0; i < rows; i++) {
                taker.take(i + 1L, documents[i]);
            }
        };
    }
}
