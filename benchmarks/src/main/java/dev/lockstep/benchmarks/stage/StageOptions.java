package dev.lockstep.benchmarks.stage;

import java.nio.file.Path;
import java.util.List;

/**
 * How servers and workers are started.
 *
 * @param plugins folder of unpacked archives
 * @param jvmOptions of workers
 */
public record StageOptions(Path plugins, List<String> jvmOptions, WorkerUse workers) {}
