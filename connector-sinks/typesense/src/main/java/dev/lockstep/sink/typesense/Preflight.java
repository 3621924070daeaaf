package dev.lockstep.sink.typesense;

import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.config.Problem;
import dev.lockstep.sink.typesense.client.Request;
import dev.lockstep.sink.typesense.client.TypesenseClient;
import dev.lockstep.sink.typesense.config.ConnectionOptions;
import dev.lockstep.sink.typesense.config.TypesenseSinkConfig;
import java.util.List;

/** Checks a configuration against the server it names, before anything runs. */
final class Preflight {

    private final TypesenseSinkConfig config;

    Preflight(TypesenseSinkConfig config) {
        this.config = config;
    }

    /** What stands in the way, each on the option that the user should look at first. */
    List<Problem> problems() {
        try {
            new TypesenseClient(config.connection())
                    .send(Request.get("list collections", "/collections?limit=1"));
            return List.of();
        } catch (TargetException.Fatal e) {
            return List.of(new Problem(ConnectionOptions.API_KEY, e.getMessage()));
        } catch (TargetException.Transient e) {
            return List.of(new Problem(ConnectionOptions.URL, e.getMessage()));
        }
    }
}
