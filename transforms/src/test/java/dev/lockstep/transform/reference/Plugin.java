package dev.lockstep.transform.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;

/** A transform or predicate of the archive, found as a worker finds it. */
record Plugin(Class<?> type) {

    static final Path EXAMPLES = Path.of("src/test/resources/examples");

    static List<Plugin> all() {
        return Stream.concat(
                        ServiceLoader.load(Transformation.class).stream(),
                        ServiceLoader.load(Predicate.class).stream())
                .map(ServiceLoader.Provider::type)
                .filter(type -> type.getPackageName().startsWith("dev.lockstep."))
                .map(Plugin::new)
                .sorted(Comparator.comparing(Plugin::name))
                .toList();
    }

    String name() {
        return type.getSimpleName();
    }

    boolean isPredicate() {
        return Predicate.class.isAssignableFrom(type);
    }

    @SuppressWarnings("unchecked")
    Transformation<SinkRecord> transformation() {
        return (Transformation<SinkRecord>) create();
    }

    @SuppressWarnings("unchecked")
    Predicate<SinkRecord> predicate() {
        return (Predicate<SinkRecord>) create();
    }

    ConfigDef definition() {
        return isPredicate() ? predicate().config() : transformation().config();
    }

    private Object create() {
        try {
            return type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot create " + type.getName(), e);
        }
    }

    /** What the page says before the options: the text of {@code about.md}. */
    String about() {
        return read(EXAMPLES.resolve(name()).resolve("about.md")).strip();
    }

    List<Example> examples() {
        try (Stream<Path> files = Files.list(EXAMPLES.resolve(name()))) {
            return files.filter(file -> file.toString().endsWith(".example"))
                    .sorted()
                    .map(file -> Example.parse(file.getFileName().toString(), read(file)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
