package dev.lockstep.cli;

import dev.lockstep.cli.shop.Pipeline;
import dev.lockstep.cli.shop.ShopServers;
import java.util.Map;

/** Where the demo's servers listen, as commands to paste into another terminal. */
record Addresses(ShopServers servers, Pipeline pipeline) {

    private static final String DEFAULT_PORT = ":8083";

    @Override
    public String toString() {
        Map<String, String> shop = servers.shop().placeholders();
        String login = shop.get("PGUSER") + ":" + shop.get("PGPASSWORD");
        String rest = servers.worker().restUri().toString();
        return """

        Look around from another terminal:
          export LOCKSTEP_BOOTSTRAP_SERVERS=$kafka$connect
          ./lockstep status
          ./lockstep tail --connector $source
          ./lockstep verify $target
          psql postgresql://$login@$host:$port/$database       # the shop: change it
          psql postgresql://$login@$host:$replica/$database       # its replica
          curl '$search/products/_search?pretty&q=tea'
          redis-cli -p $redis -a $password get customers:1
          curl $rest/connectors/$source/status

        """
                .replace(
                        "$connect",
                        rest.endsWith(DEFAULT_PORT) ? "" : " LOCKSTEP_CONNECT_URL=" + rest)
                .replace("$target", pipeline.targets().get(0).name())
                .replace("$kafka", servers.kafka().bootstrapServers())
                .replace("$source", pipeline.source().name())
                .replace("$login", login)
                .replace("$host", shop.get("PGHOST"))
                .replace("$port", shop.get("PGPORT"))
                .replace("$replica", Integer.toString(servers.replica().port()))
                .replace("$database", shop.get("PGDATABASE"))
                .replace("$search", servers.search().url())
                .replace("$redis", Integer.toString(servers.cache().port()))
                .replace("$password", ShopServers.CACHE_PASSWORD)
                .replace("$rest", rest);
    }
}
