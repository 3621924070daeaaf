package dev.lockstep.benchmarks.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/**
 * The most memory that a process has had at once, as Linux counts it; elsewhere it is not known.
 *
 * @param pid of the process
 */
public record PeakMemory(long pid) {

    private static final String PEAK = "VmHWM:";
    private static final double KILOBYTES_IN_MEGABYTE = 1024;

    /** Begins to count anew, where the system allows that. */
    public void reset() {
        Path file = Path.of("/proc", Long.toString(pid), "clear_refs");
        try {
            if (Files.isWritable(file)) {
                Files.writeString(file, "5");
            }
        } catch (IOException e) {
            // Then it counts since the process began.
        }
    }

    /** In megabytes; empty where it is not known. */
    public OptionalDouble megabytes() {
        Path file = Path.of("/proc", Long.toString(pid), "status");
        try {
            return Files.isReadable(file)
                    ? Files.readAllLines(file).stream()
                            .filter(line -> line.startsWith(PEAK))
                            .mapToDouble(PeakMemory::megabytes)
                            .findFirst()
                    : OptionalDouble.empty();
        } catch (IOException e) {
            return OptionalDouble.empty();
        }
    }

    private static double megabytes(String line) {
        String[] words = line.substring(PEAK.length()).strip().split(" ", 2);
        return Long.parseLong(words[0]) / KILOBYTES_IN_MEGABYTE;
    }
}
