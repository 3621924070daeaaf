package dev.lockstep.benchmarks.report;

import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lockstep.benchmarks.measure.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Results as JSON, one file for each scenario. */
public record ResultFiles(Path folder) {

    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
                    .build();

    /** As it is written to files. */
    public static String json(Result result) throws IOException {
        return JSON.writeValueAsString(result) + "\n";
    }

    public static Result read(Path file) throws IOException {
        return JSON.readValue(file.toFile(), Result.class);
    }

    /** Writes the result's file, in place of the one before. */
    public Path write(Result result) throws IOException {
        Path file = file(result.scenario());
        Files.createDirectories(folder);
        Files.writeString(file, json(result));
        return file;
    }

    /** The last result of a scenario. */
    public Optional<Result> find(String scenario) throws IOException {
        Path file = file(scenario);
        return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
    }

    private Path file(String scenario) {
        return folder.resolve(scenario + ".json");
    }
}
