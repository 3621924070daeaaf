package dev.lockstep.sink.typesense.client;

import dev.lockstep.sink.typesense.config.ConnectionOptions;
import java.net.http.HttpClient;

/** Makes clients as the options want them. */
final class HttpClients {

    private HttpClients() {}

    static HttpClient open(ConnectionOptions options) {
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(options.connectTimeout());
        if (options.isEncrypted()) {
            builder.sslContext(options.tls().context());
        }
        return builder.build();
    }
}
