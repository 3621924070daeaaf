package dev.lockstep.cli.tail;

import dev.lockstep.cli.output.CommandException;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.Transformation;

/**
 * Chooses events by an expression in CEL. The work is done by the transform FilterExpression, out
 * of the transforms' archive, so that an expression means here what it means in a connector.
 */
final class ConditionFilter implements AutoCloseable {

    private static final String TRANSFORM = "dev.lockstep.transform.FilterExpression";

    private final URLClassLoader plugin;
    private final Transformation<SourceRecord> transform;

    /**
     * @param plugins the folder that holds the unpacked archive
     */
    ConditionFilter(String condition, Path plugins) {
        plugin = new URLClassLoader(jars(plugins), ConditionFilter.class.getClassLoader());
        transform = load(plugins);
        try {
            transform.configure(Map.of("condition", condition, "on.evaluation.error", "drop"));
        } catch (ConfigException e) {
            throw new CommandException(
                    "Cannot use --filter: " + CommandException.words(e) + ".", e);
        }
    }

    boolean accepts(String topic, Map<?, ?> key, Map<?, ?> value) {
        SourceRecord record = new SourceRecord(Map.of(), Map.of(), topic, null, key, null, value);
        try {
            return transform.apply(record) != null;
        } catch (ConnectException e) {
            throw new CommandException(CommandException.words(e) + ".", e);
        }
    }

    private static URL[] jars(Path plugins) {
        try (Stream<Path> files = Files.walk(plugins)) {
            List<Path> jars =
                    files.filter(file -> file.toString().endsWith(".jar"))
                            .filter(file -> file.toString().contains("lockstep-transforms"))
                            .toList();
            URL[] urls = new URL[jars.size()];
            for (int i = 0; i < urls.length; i++) {
                urls[i] = jars.get(i).toUri().toURL();
            }
            return urls;
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw missing(plugins, e);
        }
    }

    @SuppressWarnings("unchecked")
    private Transformation<SourceRecord> load(Path plugins) {
        try {
            return Class.forName(TRANSFORM, true, plugin)
                    .asSubclass(Transformation.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw missing(plugins, e);
        }
    }

    private static CommandException missing(Path plugins, Exception cause) {
        return new CommandException(
                "Cannot use --filter: the transforms' archive is not in "
                        + plugins
                        + ". Unpack it and name its folder with --plugin-path.",
                cause);
    }

    @Override
    public void close() throws IOException {
        transform.close();
        plugin.close();
    }
}
