package dev.lockstep.it;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.embedded.Redis;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys of a Redis to which the same changes come late, twice and from two connectors at once. */
@ExtendWith(Stack.Shared.class)
class CacheHostileIT {

    private final Stack stack;

    CacheHostileIT(Stack stack) {
        this.stack = stack;
    }

    @ParameterizedTest
    @ValueSource(strings = {"string", "hash"})
    void noKeyGoesBackAtAnyMoment(String format) throws Exception {
        try (Capture capture = stack.capture(History.ddl())) {
            capture.start(
                    Replica.withSchemas("snapshot.mode", "initial", "skipped.operations", "none"));
            new Hostility(
                            stack,
                            capture,
                            new Keys(stack.redis(), capture, format),
                            Hostility.random(getClass()))
                    .run();
        }
    }

    private final class Keys implements HostileTarget {

        private static final String LOOK =
                """
                local found = {}
                for i = 1, #KEYS / 2 do
                  local text = ARGV[1] == 'string' and redis.call('GET', KEYS[i])
                  local number = ARGV[1] == 'hash' and redis.call('HGET', KEYS[i], 'seq')
                  found[3 * i - 2] = text
                  found[3 * i - 1] = number
                  found[3 * i] = redis.call('GET', KEYS[#KEYS / 2 + i])
                end
                return found
                """;

        private final Redis server;
        private final Capture capture;
        private final String format;
        private final Cache cache;

        Keys(Redis server, Capture capture, String format) {
            this.server = server;
            this.capture = capture;
            this.format = format;
            this.cache = new Cache(stack.worker, server, capture, format);
        }

        @Override
        public Map<String, String> config(String... options) {
            Map<String, String> config = cache.config(Replica.withSchemas(options));
            config.put("value.format", format);
            return config;
        }

        @Override
        public Map<String, Sight> look(String table) throws Exception {
            List<String> command = new ArrayList<>();
            command.addAll(List.of("EVAL", LOOK, Integer.toString(2 * History.KEYS)));
            for (int id = 0; id < History.KEYS; id++) {
                command.add(cache.prefix(table) + id);
            }
            for (int id = 0; id < History.KEYS; id++) {
                command.add("lockstep{" + cache.prefix(table) + id + "}");
            }
            command.add(format);
            List<?> answer = (List<?>) server.command(command.toArray(String[]::new));
            Map<String, Sight> found = new TreeMap<>();
            for (int id = 0; id < History.KEYS; id++) {
                List<?> parts = answer.subList(3 * id, 3 * id + 3);
                found.put(Integer.toString(id), sight(parts.get(0), parts.get(1), parts.get(2)));
            }
            return found;
        }

        private Sight sight(Object text, Object number, Object position) throws Exception {
            long of = number == null ? -1 : Long.parseLong((String) number);
            if (text != null) {
                of = Documents.json((String) text).path("seq").asLong();
            }
            return new Sight((String) position, of);
        }

        @Override
        public Map<String, JsonNode> rows(String table) throws Exception {
            return format.equals("hash")
                    ? cache.hashes(cache.prefix(table), Documents.of(capture, table, "id"))
                    : cache.texts(cache.prefix(table));
        }

        @Override
        public void killAndStart() {
            server.kill();
            server.start();
        }
    }
}
