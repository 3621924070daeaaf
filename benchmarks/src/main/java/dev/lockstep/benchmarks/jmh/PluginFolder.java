package dev.lockstep.benchmarks.jmh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.Converter;
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

    /** Every jar in the folders whose names start so, and below. */
    static PluginFolder of(Path parent, String... prefixes) {
        URL[] urls =
                Stream.of(prefixes)
                        .flatMap(prefix -> files(parent, prefix))
                        .filter(file -> file.toString().endsWith(".jar"))
                        .map(PluginFolder::url)
                        .toArray(URL[]::new);
        return new PluginFolder(new URLClassLoader(urls, PluginFolder.class.getClassLoader()));
    }

    private static Stream<Path> files(Path parent, String prefix) {
        try (Stream<Path> files = Files.walk(parent)) {
            return files
                    .filter(file -> parent.relativize(file).toString().startsWith(prefix))
                    .toList()
                    .stream();
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
    Transformation<SourceRecord> transformation(String name, Map<String, String> options) {
        Transformation<SourceRecord> transformation = (Transformation<SourceRecord>) create(name);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            transformation.configure(options);
        } finally {
            thread.setContextClassLoader(before);
        }
        return transformation;
    }

    @SuppressWarnings("unchecked")
    Predicate<SourceRecord> predicate(String name, Map<String, String> options) {
        Predicate<SourceRecord> predicate = (Predicate<SourceRecord>) create(name);
        predicate.configure(options);
        return predicate;
    }

    /** For values. */
    Converter converter(String name, Map<String, ?> options) {
        Converter converter = (Converter) create(name);
        converter.configure(options, false);
        return converter;
    }

    private Object create(String name) {
        try {
            return Class.forName(name, true, loader).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot create " + name, e);
        }
    }
}
