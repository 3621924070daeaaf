package dev.lockstep.sink.opensearch.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A key and its certificate, signed by itself.
 *
 * @param keyStore of type PKCS12, with {@link #PASSWORD}
 */
record Identity(Path keyStore, String name) {

    static final String PASSWORD = "secret1";

    /**
     * Makes one.
     *
     * @param host as keytool's extension SAN wants it
     */
    static Identity make(Path folder, String name, String host) {
        Path store = folder.resolve(name + ".p12");
        String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        ProcessBuilder command =
                new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "SAN=" + host,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD);
        try {
            int status = command.redirectErrorStream(true).start().waitFor();
            if (status != 0) {
                throw new IllegalStateException("keytool ended with " + status);
            }
            return new Identity(store, name);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private KeyStore keys() throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyStore)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    private KeyStore trust(String type) throws GeneralSecurityException, IOException {
        KeyStore trust = KeyStore.getInstance(type);
        trust.load(null, null);
        trust.setCertificateEntry(name, keys().getCertificate(name));
        return trust;
    }

    /** A file with the certificate, for others to trust. */
    Path trustStore(String type) {
        Path file = keyStore.resolveSibling(name + "-trust." + type);
        try {
            if (type.equals("PEM")) {
                byte[] certificate = keys().getCertificate(name).getEncoded();
                Base64.Encoder encoder =
                        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
                String pem =
                        "-----BEGIN CERTIFICATE-----\n"
                                + encoder.encodeToString(certificate)
                                + "\n-----END CERTIFICATE-----\n";
                return Files.writeString(file, pem);
            }
            try (OutputStream out = Files.newOutputStream(file)) {
                trust(type).store(out, PASSWORD.toCharArray());
            }
            return file;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * What a server with this key needs.
     *
     * @param trusted whose certificate it takes; null for nobody's
     */
    SSLContext context(Identity trusted) {
        try {
            KeyManagerFactory keys =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(keys(), PASSWORD.toCharArray());
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted == null ? null : trusted.trust("PKCS12"));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
