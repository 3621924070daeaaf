package dev.lockstep.benchmarks.measure;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A number that a round ends with. */
public enum Figure {
    /** What the section counts, in a second. */
    @JsonProperty("perSecond")
    RATE("/s", true, 0),
    /** Bytes of rows, in a second. */
    @JsonProperty("megabytesPerSecond")
    MEGABYTES("MB/s", true, 1),
    /** Of the whole process that does the work. */
    @JsonProperty("cpuSecondsPerMillion")
    CPU("CPU s/million", false, 2),
    /** Of the server that is written to. */
    @JsonProperty("serverCpuSecondsPerMillion")
    SERVER_CPU("server CPU s/million", false, 2),
    /** Of the process that does the work: the most that it has ever had in memory. */
    @JsonProperty("peakMemoryMegabytes")
    MEMORY("peak MB", false, 0),
    /** The same after a tenth of the work. */
    @JsonProperty("peakMemoryMegabytesAfterTenth")
    MEMORY_AFTER_TENTH("peak MB, first 1/10", false, 0),
    @JsonProperty("p50Milliseconds")
    P50("p50 ms", false, 2),
    @JsonProperty("p95Milliseconds")
    P95("p95 ms", false, 2),
    @JsonProperty("p99Milliseconds")
    P99("p99 ms", false, 2),
    @JsonProperty("maxMilliseconds")
    MAX("max ms", false, 1),
    /** Of the commit alone, in the database. */
    @JsonProperty("commitP50Milliseconds")
    COMMIT_P50("commit p50 ms", false, 2),
    @JsonProperty("commitP99Milliseconds")
    COMMIT_P99("commit p99 ms", false, 2),
    /** Of one record, in one thread. */
    @JsonProperty("nanosPerRecord")
    NANOS("ns/record", false, 0),
    @JsonProperty("allocatedBytesPerRecord")
    ALLOCATED("bytes allocated/record", false, 0),
    /** 1 if everything arrived, else 0. */
    @JsonProperty("completes")
    COMPLETES("completes", true, 0);

    private final String unit;
    private final boolean moreIsBetter;
    private final int decimals;

    Figure(String unit, boolean moreIsBetter, int decimals) {
        this.unit = unit;
        this.moreIsBetter = moreIsBetter;
        this.decimals = decimals;
    }

    public String unit() {
        return unit;
    }

    public boolean moreIsBetter() {
        return moreIsBetter;
    }

    /** How many digits after the point a table shows. */
    public int decimals() {
        return decimals;
    }

    /** How many times as good one value is as another. */
    public double timesAsGood(double value, double other) {
        return moreIsBetter ? value / other : other / value;
    }
}
