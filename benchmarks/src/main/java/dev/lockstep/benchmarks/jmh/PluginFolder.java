package dev.lockstep.benchmarks.jmh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;

/** The plugins of one unpacked archive, or of the class path. */
final class PluginFolder {

    private final ClassLoader loader;

    private PluginFolder(ClassLoader loader) {
        this.loader = loader;
    }

    /** Plugins that come with Kafka. */
    static PluginFolder ofKafka() {
        return new PluginFolder(PluginFolder.class.getClassLoader());
    }

    /** Every jar in a folder and below. */
    static PluginFolder of(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> jars = files.filter(file -> file.toString().endsWith(".jar")).toList();
            URL[] urls = jars.stream().map(PluginFolder::url).toArray(URL[]::new);
            return new PluginFolder(
                    new URLClassLoader(urls, PluginFolder.class.getClassLoader()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    Transformation<SinkRecord> transformation(String name, Map<String, String> options) {
        Transformation<SinkRecord> transformation = (Transformation<SinkRecord>) create(name);
        transformation.configure(options);
        return transformation;
    }

    @SuppressWarnings("unchecked")
    Predicate<SinkRecord> predicate(String name, Map<String, String> options) {
        Predicate<SinkRecord> predicate = (Predicate<SinkRecord>) create(name);
        predicate.configure(options);
        return predicate;
    }

    private Object create(String name) {
        try {
            return Class.forName(name, true, loader).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot create " + name, e);
        }
    }
}
