package dev.lockstep.benchmarks.measure;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What everything ran on.
 *
 * @param load of the minute before: figures of a busy machine are worth little
 */
public record Machine(
        String processor, int cores, long memoryMegabytes, String system, double load) {

    private static final Path CPU = Path.of("/proc/cpuinfo");
    private static final int MEGABYTE = 1 << 20;

    /** This one, now. */
    public static Machine here() {
        OperatingSystemMXBean system =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new Machine(
                processorName(),
                system.getAvailableProcessors(),
                system.getTotalMemorySize() / MEGABYTE,
                system.getName() + " " + system.getVersion() + " " + system.getArch(),
                Math.round(system.getSystemLoadAverage() * 100) / 100.0);
    }

    private static String processorName() {
        return lines(CPU).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }
}
