package dev.lockstep.it;

import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import dev.lockstep.embedded.FreePort;
import dev.lockstep.embedded.Server;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;

/**
 * A server in a container. Its port is the same here after every start, which the ports that Docker
 * chooses are not.
 */
abstract class Container implements Server {

    private static final String HOST = "127.0.0.1";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int STOP_SECONDS = 60;

    private final int port = FreePort.next();
    private final GenericContainer<?> container;

    /**
     * @param inside the port on which the server listens in its container
     */
    Container(String image, int inside) {
        Ports.Binding outside = Ports.Binding.bindIpAndPort(HOST, port);
        PortBinding binding = new PortBinding(outside, ExposedPort.tcp(inside));
        container =
                new GenericContainer<>(image)
                        .withCreateContainerCmdModifier(
                                command -> {
                                    command.withExposedPorts(ExposedPort.tcp(inside));
                                    command.getHostConfig().withPortBindings(binding);
                                });
    }

    /** To be described further before {@link #begin}. */
    final GenericContainer<?> container() {
        return container;
    }

    public final String host() {
        return HOST;
    }

    public final int port() {
        return port;
    }

    /** Whether the server answers; any exception says no. */
    abstract boolean serves() throws Exception;

    /** Makes and starts the container. */
    final void begin() {
        DockerCheck.require();
        try {
            container.start();
            awaitServing();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public final void start() {
        docker().startContainerCmd(container.getContainerId()).exec();
        awaitServing();
    }

    @Override
    public final void stop() {
        docker().stopContainerCmd(container.getContainerId()).withTimeout(STOP_SECONDS).exec();
    }

    @Override
    public final void kill() {
        docker().killContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public final void close() {
        container.stop();
    }

    private void awaitServing() {
        Callable<Boolean> serves = this::serves;
        await(container.getDockerImageName() + " serves")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(serves);
    }

    private static DockerClient docker() {
        return DockerClientFactory.lazyClient();
    }

    /** Words of a command line: these, then each setting behind an option. */
    static List<String> options(String prefix, Map<String, String> settings, String... more) {
        Stream<String> named =
                settings.entrySet().stream()
                        .flatMap(each -> Stream.of(prefix, each.getKey() + "=" + each.getValue()));
        return Stream.concat(Stream.of(more), named).toList();
    }
}
