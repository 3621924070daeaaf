package dev.lockstep.sink.opensearch.client;

import dev.lockstep.sink.config.TlsOptions;
import dev.lockstep.sink.opensearch.config.ConnectionOptions;
import dev.lockstep.sink.opensearch.config.ProxyOptions;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.nio.ssl.TlsStrategy;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.reactor.IOReactorConfig;

/** Makes clients as the options want them. */
final class HttpClients {

    private static final int MAX_CONNECTIONS = 100;

    /** They compress and encrypt, so one may be too few, but there is a client for each task. */
    private static final int IO_THREADS = 2;

    private static final AtomicInteger THREADS = new AtomicInteger();

    private HttpClients() {}

    /** A client that has been started. */
    static CloseableHttpAsyncClient open(ConnectionOptions options) {
        HttpAsyncClientBuilder builder =
                HttpAsyncClientBuilder.create()
                        .setConnectionManager(connections(options))
                        .setDefaultRequestConfig(requests(options))
                        .setDefaultHeaders(headers(options))
                        .setIOReactorConfig(
                                IOReactorConfig.custom()
                                        .setIoThreadCount(IO_THREADS)
                                        .setSoKeepAlive(true)
                                        .build())
                        .setThreadFactory(HttpClients::thread)
                        .setUserAgent("lockstep")
                        .disableAutomaticRetries()
                        .disableRedirectHandling()
                        .disableCookieManagement();
        if (!options.compression()) {
            builder.disableContentCompression();
        }
        proxy(builder, options.proxy());
        CloseableHttpAsyncClient client = builder.build();
        client.start();
        return client;
    }

    private static RequestConfig requests(ConnectionOptions options) {
        long read = options.readTimeout().toMillis();
        return RequestConfig.custom()
                .setResponseTimeout(read, TimeUnit.MILLISECONDS)
                .setConnectionRequestTimeout(read, TimeUnit.MILLISECONDS)
                .build();
    }

    /** Credentials go with every request unasked, or each bulk would be sent twice. */
    private static List<Header> headers(ConnectionOptions options) {
        String login = null;
        if (options.apiKey() != null) {
            login = "ApiKey " + options.apiKey();
        } else if (options.user() != null) {
            String plain = options.user() + ':' + options.password();
            byte[] bytes = plain.getBytes(StandardCharsets.UTF_8);
            login = "Basic " + Base64.getEncoder().encodeToString(bytes);
        }
        return login == null
                ? List.of()
                : List.of(new BasicHeader(HttpHeaders.AUTHORIZATION, login, true));
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "lockstep-search-" + THREADS.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    private static void proxy(HttpAsyncClientBuilder client, ProxyOptions options) {
        if (options.host() == null) {
            return;
        }
        HttpHost proxy = new HttpHost("http", options.host(), options.port());
        client.setProxy(proxy);
        if (options.username() != null) {
            BasicCredentialsProvider credentials = new BasicCredentialsProvider();
            credentials.setCredentials(
                    new AuthScope(proxy),
                    new UsernamePasswordCredentials(
                            options.username(), options.password().toCharArray()));
            client.setDefaultCredentialsProvider(credentials);
        }
    }

    private static PoolingAsyncClientConnectionManager connections(ConnectionOptions options) {
        long connect = options.connectTimeout().toMillis();
        return PoolingAsyncClientConnectionManagerBuilder.create()
                .setMaxConnPerRoute(MAX_CONNECTIONS)
                .setMaxConnTotal(MAX_CONNECTIONS)
                .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                                .setConnectTimeout(connect, TimeUnit.MILLISECONDS)
                                .setSocketTimeout(
                                        (int) options.readTimeout().toMillis(),
                                        TimeUnit.MILLISECONDS)
                                .build())
                .setDefaultTlsConfig(
                        TlsConfig.custom()
                                .setHandshakeTimeout(connect, TimeUnit.MILLISECONDS)
                                .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                                .build())
                .setTlsStrategy(tls(options))
                .build();
    }

    private static TlsStrategy tls(ConnectionOptions options) {
        ClientTlsStrategyBuilder strategy = ClientTlsStrategyBuilder.create();
        boolean isUsed = options.urls().stream().anyMatch(url -> url.getScheme().equals("https"));
        if (isUsed) {
            TlsOptions tls = options.tls();
            strategy.setSslContext(tls.context());
            if (!tls.checksHosts()) {
                strategy.setHostVerificationPolicy(HostnameVerificationPolicy.CLIENT);
                strategy.setHostnameVerifier(NoopHostnameVerifier.INSTANCE);
            }
        }
        return strategy.buildAsync();
    }
}
