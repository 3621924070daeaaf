package dev.lockstep.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.lockstep.event.Lsn;
import java.io.PrintWriter;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The form of an answer, as an option of every command that has one. */
public final class OutputOptions {

    private enum Format {
        TABLE,
        JSON
    }

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "Form of the answer: table or json (default: table).")
    private Format format;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    public boolean isJson() {
        return format == Format.JSON;
    }

    public PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Prints the answer in the form that was asked for. */
    public void print(Object document, Supplier<?> text) {
        out().println(isJson() ? json(document) : text.get().toString().stripTrailing());
        out().flush();
    }

    private static String json(Object document) {
        ObjectMapper mapper =
                new ObjectMapper()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                        .registerModule(
                                new SimpleModule()
                                        .addSerializer(Lsn.class, ToStringSerializer.instance));
        try {
            return mapper.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write the answer as JSON", e);
        }
    }
}
