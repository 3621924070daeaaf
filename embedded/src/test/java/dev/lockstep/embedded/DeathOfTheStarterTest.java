package dev.lockstep.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class DeathOfTheStarterTest {

    @Test
    void endsTheServersAndRemovesTheirFolders() throws Exception {
        Process starter =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-D"
                                        + UnpackedPrograms.CACHE
                                        + "="
                                        + System.getProperty(UnpackedPrograms.CACHE),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Starter.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader output = starter.inputReader()) {
            Path postgresHome = Path.of(output.readLine());
            ProcessHandle postgres = process(output.readLine());
            Path kafkaHome = Path.of(output.readLine());
            ProcessHandle kafka = process(output.readLine());
            assertThat(postgresHome).exists();
            assertThat(kafkaHome).exists();

            starter.destroyForcibly().waitFor();

            assertThat(disappears(postgresHome)).isTrue();
            assertThat(disappears(kafkaHome)).isTrue();
            assertThat(List.of(postgres, kafka)).noneMatch(ProcessHandle::isAlive);
        }
    }

    private static ProcessHandle process(String pid) {
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    private static boolean disappears(Path path) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (Files.exists(path) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        return !Files.exists(path);
    }

    /** The JVM that is killed; it never closes anything. */
    static final class Starter {

        private Starter() {}

        public static void main(String[] arguments) throws IOException {
            PostgresServer postgres = PostgresServer.builder().start();
            KafkaBroker kafka = KafkaBroker.builder().quickStart().start();
            System.out.println(postgres.logFile().getParent());
            System.out.println(postgres.pid());
            System.out.println(kafka.logFile().getParent());
            System.out.println(kafka.pid());
            System.in.read();
        }
    }
}
