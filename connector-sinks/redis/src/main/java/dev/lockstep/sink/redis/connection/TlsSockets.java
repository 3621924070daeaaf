package dev.lockstep.sink.redis.connection;

import dev.lockstep.sink.redis.config.TlsOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/** Sockets with TLS, as the options want them. */
final class TlsSockets {

    private TlsSockets() {}

    static SSLSocketFactory factory(TlsOptions options) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(options.keystore()), trusted(options.truststore()), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException | IOException e) {
            throw new ConfigException(
                    "Cannot set up TLS: "
                            + e.getMessage()
                            + ". Correct the files, passwords and types of "
                            + TlsOptions.TRUSTSTORE
                            + " and "
                            + TlsOptions.KEYSTORE
                            + ".");
        }
    }

    static SSLParameters parameters(TlsOptions options) {
        SSLParameters parameters = new SSLParameters();
        parameters.setEndpointIdentificationAlgorithm(options.identifiesHosts() ? "HTTPS" : null);
        return parameters;
    }

    private static TrustManager[] trusted(TlsOptions.Store store)
            throws GeneralSecurityException, IOException {
        if (store == null) {
            return null;
        }
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(load(store));
        return factory.getTrustManagers();
    }

    private static KeyManager[] keys(TlsOptions.Store store)
            throws GeneralSecurityException, IOException {
        if (store == null) {
            return null;
        }
        KeyManagerFactory factory =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(load(store), secret(store.keyPassword()));
        return factory.getKeyManagers();
    }

    private static KeyStore load(TlsOptions.Store store)
            throws GeneralSecurityException, IOException {
        Path file = Path.of(store.location());
        if (store.type() == null) {
            return KeyStore.getInstance(file.toFile(), secret(store.password()));
        }
        KeyStore keys = KeyStore.getInstance(store.type());
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, secret(store.password()));
        }
        return keys;
    }

    private static char[] secret(Password password) {
        return password == null ? null : password.value().toCharArray();
    }
}
