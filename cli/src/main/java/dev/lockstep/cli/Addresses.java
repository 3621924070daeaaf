package dev.lockstep.cli;

import dev.lockstep.cli.shop.ConnectorFile;
import dev.lockstep.cli.shop.ShopServers;
import java.util.Map;

/** Where the demo's servers listen, as commands to paste into another terminal. */
record Addresses(ShopServers servers, ConnectorFile connector) {

    @Override
    public String toString() {
        Map<String, String> shop = servers.shop().placeholders();
        String rest = servers.worker().restUri().toString();
        String kafka = servers.kafka().bootstrapServers();
        return """

        Look around from another terminal:
          psql   postgresql://$user:$password@$host:$port/$database
          REST   curl -s $rest/connectors/$name/status
          Kafka  kafka-console-consumer.sh --bootstrap-server $kafka --from-beginning --topic $prefix.public.orders

        Ctrl-C stops everything.

        """
                .replace("$user", shop.get("PGUSER"))
                .replace("$password", shop.get("PGPASSWORD"))
                .replace("$host", shop.get("PGHOST"))
                .replace("$port", shop.get("PGPORT"))
                .replace("$database", shop.get("PGDATABASE"))
                .replace("$rest", rest)
                .replace("$name", connector.name())
                .replace("$kafka", kafka)
                .replace("$prefix", connector.topicPrefix());
    }
}
