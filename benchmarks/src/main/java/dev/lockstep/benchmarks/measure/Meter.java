package dev.lockstep.benchmarks.measure;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/** Time, CPU and memory of a process from one moment until another. */
public final class Meter {

    private final Supplier<Duration> cpu;
    private final PeakMemory memory;
    private final long begun;
    private final Duration cpuBefore;

    private Meter(Supplier<Duration> cpu, long pid) {
        this.cpu = cpu;
        memory = new PeakMemory(pid);
        memory.reset();
        cpuBefore = cpu.get();
        begun = System.nanoTime();
    }

    /** Begins now. */
    public static Meter start(Supplier<Duration> cpu, long pid) {
        return new Meter(cpu, pid);
    }

    /** Of the process that asks. */
    public static Meter startHere() {
        ProcessHandle here = ProcessHandle.current();
        return start(() -> here.info().totalCpuDuration().orElse(Duration.ZERO), here.pid());
    }

    /** The figures of so many events that were handed over until now. */
    public Round stop(long events) {
        double seconds = Math.max(1, System.nanoTime() - begun) / 1e9;
        double cpuSeconds = cpu.get().minus(cpuBefore).toNanos() / 1e9;
        Round round =
                Round.of(Figure.RATE, events / seconds).with(Figure.CPU, cpuSeconds * 1e6 / events);
        OptionalDouble peak = memory.megabytes();
        return peak.isPresent() ? round.with(Figure.MEMORY, peak.getAsDouble()) : round;
    }
}
