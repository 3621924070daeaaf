package dev.lockstep.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** How to run a server written in Java: its properties, its heap and the options of its JVM. */
final class JavaServer {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);

    private static final String LOGGING =
            """
            <Configuration status="warn" shutdownHook="disable">
              <Appenders>
                <Console name="log">
                  <PatternLayout pattern="%d{ISO8601} %-5p [%t] %m (%c{1})%n"/>
                </Console>
              </Appenders>
              <Loggers>
                <Root level="info">
                  <AppenderRef ref="log"/>
                </Root>
              </Loggers>
            </Configuration>
            """;

    /** The quick compiler alone, and the collector that needs the fewest threads. */
    private static final List<String> QUICK_START =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private final Map<String, String> properties = new LinkedHashMap<>();
    private final List<String> jvmOptions = new ArrayList<>();
    private String heap;

    JavaServer(String heap) {
        this.heap = heap;
    }

    void property(String name, String value) {
        properties.put(name, value);
    }

    /** Sets a property that the user has not chosen. */
    void defaultProperty(String name, String value) {
        properties.putIfAbsent(name, value);
    }

    void heap(String size) {
        heap = size;
    }

    void jvmOption(String option) {
        jvmOptions.add(option);
    }

    void quickStart() {
        jvmOptions.addAll(QUICK_START);
    }

    Path writeProperties(ServerHome home) {
        return home.writeProperties("server.properties", properties);
    }

    SupervisedServer supervised(
            String name, ServerHome home, String mainClass, BooleanSupplier ready) {
        Path configuration = writeProperties(home);
        Path logging = home.write("log4j2.xml", LOGGING);
        List<String> line = jvm(home);
        line.add("-Dlog4j2.configurationFile=" + logging);
        line.addAll(List.of("-cp", ServerClassPath.forServers()));
        line.addAll(List.of(mainClass, configuration.toString()));
        return supervised(name, home, line, ready);
    }

    /** A server with a class path and a configuration of its own, its whole command line given. */
    static SupervisedServer supervised(
            String name, ServerHome home, List<String> line, BooleanSupplier ready) {
        return new SupervisedServer(name, home, "KILL", line, ready, START_TIMEOUT);
    }

    /** The start of a command line: the JVM, its heap and its options. */
    List<String> jvm(ServerHome home) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.add("-Xmx" + heap);
        line.add("-Djava.io.tmpdir=" + home.folder());
        line.addAll(jvmOptions);
        return line;
    }
}
