package dev.lockstep.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.embedded.ConnectWorker;
import dev.lockstep.embedded.KafkaBroker;
import dev.lockstep.embedded.PostgresServer;
import dev.lockstep.embedded.RedisServer;
import dev.lockstep.embedded.SearchServer;
import java.io.File;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the commands of the page for beginners. Its second part comes first: what that sets up, with
 * an index and a cache as in the demo, is what the first part's second terminal looks at.
 */
@ExtendWith(Stack.Shared.class)
class QuickstartIT {

    private static final Path PAGE =
            Path.of(System.getProperty("lockstep.docs")).resolve("quickstart.md");

    private static final String[] TABLES = {
        "customers", "products", "product_pages", "orders", "order_lines"
    };

    @Test
    void everyCommandDoesWhatThePageSays(Stack stack, @TempDir Path folder) throws Exception {
        String page = Files.readString(PAGE);
        List<String> parts = List.of(page.split("\n## ", -1));
        assertThat(parts).hasSize(4);
        try (PostgresServer source = shop();
                PostgresServer replica = server();
                KafkaBroker kafka = KafkaBroker.builder().quickStart().start();
                RedisServer redis = RedisServer.builder().password("shop").start();
                Terminal terminal = new Terminal(folder)) {
            terminal.replace("/opt/connect-plugins", folder.resolve("plugins").toString())
                    .replace("localhost:9092", kafka.bootstrapServers())
                    .replace("localhost:5432", "localhost:" + source.port())
                    .replace("localhost:5433", "localhost:" + replica.port())
                    .replace("PGPORT=5432", "PGPORT=" + source.port())
                    .replace("PGPORT=5433", "PGPORT=" + replica.port())
                    .replace("redis-cli", "redis-cli -p " + redis.port());
            List<DocumentedCommand> own = commands(parts.get(2));
            terminal.run(own.get(0));
            try (ConnectWorker worker =
                    Stack.worker(kafka).pluginPath(folder.resolve("plugins")).start()) {
                SearchServer search = emptied(stack.openSearch());
                terminal.replace("localhost:8083", "localhost:" + worker.restUri().getPort())
                        .replace("localhost:9200", URI.create(search.url()).getAuthority())
                        .environment("LOCKSTEP_CONNECT_URL", worker.restUri().toString());
                own.subList(1, own.size()).forEach(terminal::run);
                terminal.run(searchAndCache(search, redis));
                terminal.reopen();
                commands(parts.get(1)).forEach(terminal::run);
                commands(parts.get(3)).forEach(terminal::run);
            }
        } finally {
            emptied(stack.openSearch());
        }
    }

    private static List<DocumentedCommand> commands(String part) {
        return DocumentedCommand.of(part).stream().filter(DocumentedCommand::isRun).toList();
    }

    private static DocumentedCommand searchAndCache(SearchServer search, RedisServer redis) {
        return new DocumentedCommand(
                "SEARCH_URL="
                        + search.url()
                        + " SEARCH_USER=shop SEARCH_PASSWORD=shop REDIS_URL=redis://127.0.0.1:"
                        + redis.port()
                        + " REDIS_PASSWORD=shop ./lockstep apply --wait 60s"
                        + " config-examples/postgres-opensearch-sink.json"
                        + " config-examples/postgres-redis-sink.json",
                "prints shop-search: created");
    }

    private static PostgresServer server() throws Exception {
        PostgresServer server = PostgresServer.builder().start();
        server.execute(
                "postgres",
                "CREATE ROLE shop LOGIN REPLICATION PASSWORD 'shop'",
                "CREATE DATABASE shop OWNER shop");
        return server;
    }

    /** The database of the demo. */
    private static PostgresServer shop() throws Exception {
        PostgresServer server = server();
        URL[] jars =
                Arrays.stream(new File(System.getProperty("lockstep.cli")).listFiles())
                        .map(QuickstartIT::url)
                        .toArray(URL[]::new);
        try (URLClassLoader cli = new URLClassLoader(jars, null);
                Connection connection = server.connect("shop", "shop", "shop");
                Statement statement = connection.createStatement()) {
            for (String script : new String[] {"schema.sql", "data.sql"}) {
                try (InputStream in = cli.getResourceAsStream("dev/lockstep/cli/shop/" + script)) {
                    statement.execute(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return server;
    }

    private static URL url(File jar) {
        try {
            return jar.toURI().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Without indexes of these tables: positions of another database would be newer. */
    private static SearchServer emptied(SearchServer search) {
        for (String table : TABLES) {
            search.request("DELETE", "/" + table + "-lockstep-1?ignore_unavailable=true");
        }
        return search;
    }
}
