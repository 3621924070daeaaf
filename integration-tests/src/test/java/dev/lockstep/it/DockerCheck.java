package dev.lockstep.it;

import org.testcontainers.DockerClientFactory;

/**
 * Whether there is a Docker for the tests; the profile {@code containers} asks before it runs any.
 */
final class DockerCheck {

    static final String MESSAGE =
            "Cannot run the tests with -Pcontainers: there is no Docker that Testcontainers can"
                + " reach. Start Docker, or point DOCKER_HOST at one, or leave -Pcontainers out:"
                + " then the servers come as programs of this machine.";

    private DockerCheck() {}

    public static void main(String[] arguments) {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            System.err.println(MESSAGE);
            System.exit(1);
        }
    }

    static void require() {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            throw new IllegalStateException(MESSAGE);
        }
    }
}
