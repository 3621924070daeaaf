package dev.lockstep.cli.verify.target;

import dev.lockstep.cli.output.CommandException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** TLS by a sink's {@code ssl.} options, whose files are looked for on this machine. */
public final class Trust {

    private Trust() {}

    public static SSLContext of(Map<String, String> sink) {
        try {
            KeyStore trusted = store(sink, "ssl.truststore.");
            TrustManager[] trust = null;
            if (trusted != null) {
                TrustManagerFactory factory =
                        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                factory.init(trusted);
                trust = factory.getTrustManagers();
            }
            KeyStore own = store(sink, "ssl.keystore.");
            KeyManager[] keys = null;
            if (own != null) {
                KeyManagerFactory factory =
                        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                factory.init(own, password(sink, "ssl.key.password", "ssl.keystore.password"));
                keys = factory.getKeyManagers();
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, trust, null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new CommandException(
                    "Cannot use the ssl. options of the sink on this machine: "
                            + CommandException.words(e)
                            + ". Run this where their files are.",
                    e);
        }
    }

    private static KeyStore store(Map<String, String> sink, String prefix)
            throws IOException, GeneralSecurityException {
        String location = sink.get(prefix + "location");
        if (location == null) {
            return null;
        }
        String type = sink.getOrDefault(prefix + "type", "JKS");
        boolean certificates = type.equals("PEM");
        KeyStore store = KeyStore.getInstance(certificates ? KeyStore.getDefaultType() : type);
        try (InputStream content = Files.newInputStream(Path.of(location))) {
            if (!certificates) {
                store.load(content, password(sink, prefix + "password", prefix + "password"));
                return store;
            }
            store.load(null, null);
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(content)) {
                store.setCertificateEntry("authority-" + number++, certificate);
            }
            return store;
        }
    }

    private static char[] password(Map<String, String> sink, String option, String otherwise) {
        String password = sink.getOrDefault(option, sink.get(otherwise));
        return password == null ? null : password.toCharArray();
    }
}
