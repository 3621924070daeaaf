package dev.lockstep.cli.connect;

import dev.lockstep.cli.output.CommandException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A Kafka cluster: makes clients of it, and puts their failures into words. */
public final class Cluster {

    private final Map<String, Object> properties;

    /** A cluster that asks nobody who they are. */
    public Cluster(String bootstrapServers) {
        this(Map.of("bootstrap.servers", bootstrapServers));
    }

    Cluster(Map<String, Object> properties) {
        this.properties = properties;
    }

    public Admin admin() {
        return call("connect to Kafka", () -> Admin.create(properties));
    }

    /** A consumer without a group: it commits nothing. */
    public KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("enable.auto.commit", false);
        all.put("allow.auto.create.topics", false);
        all.putAll(more);
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        return call("connect to Kafka", () -> new KafkaConsumer<>(all, bytes, bytes));
    }

    /**
     * Waits for an answer.
     *
     * @param act completes "Cannot …" in the message of a failure
     */
    public <T> T await(String act, KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw failure(act, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("Cannot " + act + ": interrupted", e);
        }
    }

    /** Does something that throws what Kafka's clients throw. */
    public <T> T call(String act, Supplier<T> work) {
        try {
            return work.get();
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            throw failure(act, e);
        }
    }

    private CommandException failure(String act, Throwable cause) {
        Throwable root = cause;
        while (root.getCause() instanceof KafkaException inner) {
            root = inner;
        }
        String where = " (" + properties.get("bootstrap.servers") + "): ";
        return new CommandException(
                "Cannot " + act + where + CommandException.words(root) + "." + advice(root), cause);
    }

    private static String advice(Throwable cause) {
        if (cause instanceof AuthenticationException || cause instanceof AuthorizationException) {
            return " Check the login in --command-config and its rights.";
        }
        return cause instanceof RetriableException || cause instanceof KafkaException
                ? " Check --bootstrap-servers and --command-config, and that the brokers are up."
                : "";
    }
}
