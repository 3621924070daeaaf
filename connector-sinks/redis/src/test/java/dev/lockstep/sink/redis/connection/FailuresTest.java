package dev.lockstep.sink.redis.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.sink.apply.TargetException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.exceptions.JedisConnectionException;

class FailuresTest {

    private static TargetException meaning(SSLException failure) {
        return Failures.translate(new JedisConnectionException(failure), "write");
    }

    @Test
    void aConnectionThatBreaksAmidItsHandshakeMayPass() {
        assertThat(meaning(new SSLHandshakeException("Remote host terminated the handshake")))
                .isInstanceOf(TargetException.Transient.class);
    }

    @Test
    void aCertificateThatIsNotTrustedDoesNotPass() {
        SSLException failure = new SSLHandshakeException("no name matches");
        failure.initCause(new CertificateException("no name matches"));
        assertThat(meaning(failure)).isInstanceOf(TargetException.Fatal.class);
        assertThat(meaning(new SSLHandshakeException("Received fatal alert: bad_certificate")))
                .isInstanceOf(TargetException.Fatal.class);
    }
}
