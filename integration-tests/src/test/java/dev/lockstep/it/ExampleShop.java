package dev.lockstep.it;

import static org.awaitility.Awaitility.await;

import dev.lockstep.embedded.ConnectWorker;
import dev.lockstep.embedded.SchemaRegistryServer;
import dev.lockstep.sink.typesense.FakeServer;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The shop of the demo, the source that captures it, and a worker that takes every example. */
final class ExampleShop implements AutoCloseable {

    private static final List<String> TABLES =
            List.of("customers", "products", "product_pages", "orders", "order_lines");

    private static final String OUTBOX =
            "CREATE TABLE outbox (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), aggregatetype"
                    + " text NOT NULL, aggregateid text NOT NULL, type text NOT NULL, payload jsonb"
                    + " NOT NULL)";

    private static final String AVRO_CONVERTER =
            "io.apicurio.registry.utils.converter.AvroConverter";

    final Stack stack;
    final ConnectWorker worker;

    /** The captured database. */
    final Capture database;

    final FakeServer typesense = new FakeServer();
    final Set<String> started = new TreeSet<>();
    private final CompletableFuture<SchemaRegistryServer> registry;

    /**
     * @param folder an empty one
     */
    ExampleShop(Stack stack, Path folder) throws IOException {
        this.stack = stack;
        // While the worker starts.
        registry = CompletableFuture.supplyAsync(SchemaRegistryServer::start);
        worker =
                Stack.worker(stack.kafka)
                        .pluginPath(
                                Path.of(System.getProperty("lockstep.plugins")), converters(folder))
                        .property("exactly.once.source.support", "enabled")
                        .start();
        database = new Capture(stack, worker, "shop");
    }

    /** Makes the tables and their first rows, and has them captured. */
    ExampleShop open() throws Exception {
        stack.postgres.execute("postgres", "CREATE DATABASE shop");
        database.execute(schema(), OUTBOX);
        start("postgres-source-shop");
        database.awaitStreaming("shop");
        database.execute(
                "INSERT INTO customers (email, name, address) VALUES"
                        + " ('ada@example.com', 'Ada', '{\"city\": \"Bremen\"}'),"
                        + " ('ben@example.com', 'Ben', '{\"city\": \"Lyon\"}')",
                "INSERT INTO products (sku, name, price, stock) SELECT 'SKU-' || i, 'Tea ' || i,"
                        + " i / 4.0, 10 FROM generate_series(1, 5) i",
                "INSERT INTO product_pages SELECT id, name, repeat('x', 3000) FROM products");
        order();
        awaitTopics("shop");
        return this;
    }

    SchemaRegistryServer registry() {
        return registry.join();
    }

    /**
     * Apicurio's converters do not list themselves, and a worker that loads every class to find
     * them starts slowly. So they are listed as {@code connect-plugin-path.sh sync-manifests} does.
     */
    private static Path converters(Path folder) throws IOException {
        Path plugin = Files.createDirectories(folder.resolve("apicurio"));
        for (File jar : new File(System.getProperty("lockstep.converter")).listFiles()) {
            Files.createSymbolicLink(plugin.resolve(jar.getName()), jar.toPath());
        }
        try (ZipOutputStream list =
                new ZipOutputStream(Files.newOutputStream(plugin.resolve("list.jar")))) {
            list.putNextEntry(
                    new ZipEntry("META-INF/services/org.apache.kafka.connect.storage.Converter"));
            list.write(AVRO_CONVERTER.getBytes(StandardCharsets.UTF_8));
        }
        return folder;
    }

    private static String schema() throws IOException {
        Path file =
                examples().resolve("../cli/src/main/resources/dev/lockstep/cli/shop/schema.sql");
        return Files.readString(file);
    }

    private static Path examples() {
        return Path.of(System.getProperty("lockstep.examples"));
    }

    /** Names of all examples. */
    static List<String> files() {
        return Arrays.stream(examples().toFile().listFiles())
                .map(File::getName)
                .filter(name -> name.endsWith(".json"))
                .map(name -> name.replace(".json", ""))
                .sorted()
                .toList();
    }

    /** Starts it exactly as the file has it. */
    Sink start(String name) throws Exception {
        started.add(name);
        return example(name, "shop").start(worker);
    }

    /** Starts a sink with a database of its own as the target. */
    Sink replica(String name, String target) throws Exception {
        started.add(name);
        stack.postgres.execute("postgres", "CREATE DATABASE " + target);
        return example(name, target).start(worker);
    }

    /** With the addresses of the servers here. */
    Example example(String name, String target) throws Exception {
        return Example.of(name)
                .with(
                        Map.of(
                                "PGHOST", stack.postgres.host(),
                                "PGPORT", Integer.toString(stack.postgres.port()),
                                "PGUSER", stack.postgres.user(),
                                "PGPASSWORD", "none",
                                "PGDATABASE", target))
                .with("TYPESENSE_URL", typesense.url())
                .with("TYPESENSE_API_KEY", FakeServer.KEY)
                .with("MASK_SECRET", "correct horse battery staple")
                .with("REGISTRY_URL", registry().url())
                .with("SEARCH_URL", "http://127.0.0.1:1")
                .with("SEARCH_USER", "nobody")
                .with("SEARCH_PASSWORD", "none")
                .with("REDIS_URL", "redis://127.0.0.1:" + stack.redis().port())
                .with("REDIS_PASSWORD", Stack.REDIS_PASSWORD);
    }

    /** A new order of two lines, in one transaction. */
    String order() throws SQLException {
        database.execute(
                "BEGIN; INSERT INTO orders (customer_id, total) VALUES (1, 7.75); INSERT INTO"
                    + " order_lines SELECT max(id), n, n, n, 1.25 FROM orders, generate_series(1,"
                    + " 2) n GROUP BY n; COMMIT");
        return database.query("SELECT max(id) FROM orders");
    }

    /** Changes of every kind. */
    void change() throws SQLException {
        String id = order();
        database.execute(
                "UPDATE customers SET tier = 'gold', address = NULL WHERE id = 1",
                "UPDATE products SET price = price * 2 WHERE id % 2 = 1",
                "UPDATE product_pages SET title = 'new' WHERE product_id = 2",
                "INSERT INTO products (sku, name, price, stock) VALUES ('GONE', 'gone', 1, 1)",
                "DELETE FROM products WHERE sku = 'GONE'",
                "DELETE FROM order_lines WHERE line_no = 2 AND order_id = " + id);
    }

    /** Waits until a target has the rows of all tables. */
    void awaitReplica(Sink sink, String target) throws Exception {
        sink.awaitEqual(digests("shop"), () -> digests(target));
    }

    private List<String> digests(String database) throws SQLException {
        List<String> digests = new ArrayList<>();
        for (String table : TABLES) {
            digests.add(Replica.digest(stack.postgres, database, table));
        }
        return digests;
    }

    /** A sink that subscribes by an expression finds later topics after minutes only. */
    void awaitTopics(String prefix) {
        List<String> wanted = TABLES.stream().map(table -> prefix + ".public." + table).toList();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            await("topics of " + prefix)
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> consumer.listTopics().keySet().containsAll(wanted));
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        stack.kafka.bootstrapServers(),
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest"),
                bytes,
                bytes);
    }

    /** The first record of a topic, once there is one. */
    ConsumerRecord<byte[], byte[]> first(String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            return await("a record of " + topic)
                    .atMost(Duration.ofSeconds(60))
                    .until(
                            () -> consumer.poll(Duration.ofMillis(200)),
                            records -> !records.isEmpty())
                    .iterator()
                    .next();
        }
    }

    @Override
    public void close() {
        worker.close();
        typesense.close();
        registry().close();
    }
}
