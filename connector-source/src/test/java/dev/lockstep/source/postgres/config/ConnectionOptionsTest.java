package dev.lockstep.source.postgres.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Properties;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.postgresql.Driver;

class ConnectionOptionsTest {

    private static Properties driver(String... options) {
        return Options.config(options).connection().driverProperties();
    }

    @Test
    void passesDriverOptionsThrough() {
        assertThat(driver("driver.targetServerType", "primary", "driver.gssEncMode", "disable"))
                .containsEntry("targetServerType", "primary")
                .containsEntry("gssEncMode", "disable");
    }

    @Test
    void prefersItsOwnOptionsToPassedOnes() {
        assertThat(driver("driver.user", "other", "driver.sslmode", "disable"))
                .containsEntry("user", "lockstep")
                .containsEntry("sslmode", "prefer");
    }

    @Test
    void leavesUnsetTlsOptionsToTheDriver() {
        assertThat(driver("database.sslcert", ""))
                .doesNotContainKeys("sslcert", "sslkey", "sslrootcert", "sslpassword");
    }

    @Test
    void givesTheDriverItsTimeOutInSeconds() {
        assertThat(driver("database.connect.timeout.ms", "2999"))
                .containsEntry("connectTimeout", "2")
                .containsEntry("loginTimeout", "2");
    }

    @Test
    void putsAnIpv6AddressIntoBrackets() {
        assertThat(Options.config("database.hostname", "::1").connection().url())
                .isEqualTo("jdbc:postgresql://[::1]:5432/shop");
    }

    @Test
    void writesAnyDatabaseNameSoThatTheDriverReadsIt() {
        for (String name :
                new String[] {"a b", "a/b?c=d&e#f", "100%", "größe", "a+b", "\uD83D\uDC18"}) {
            String url = Options.config("database.dbname", name).connection().url();
            assertThat(Driver.parseURL(url, new Properties())).containsEntry("PGDBNAME", name);
        }
    }

    @Test
    void keepsSecretsOutOfUrlAndText() {
        PostgresSourceConfig config =
                Options.config("database.password", "s3cret", "database.sslpassword", "s3cret");
        assertThat(config.connection().url()).doesNotContain("s3cret");
        assertThat(config.values().toString()).doesNotContain("s3cret").contains("[hidden]");
        assertThat(config).asString().doesNotContain("s3cret");
        assertThat(config.connection()).asString().doesNotContain("s3cret");
    }

    @Test
    void keepsSecretsOutOfRejections() {
        assertThatThrownBy(
                        () ->
                                Options.config(
                                        "database.password", "s3cret", "database.port", "none"))
                .isInstanceOf(ConfigException.class)
                .hasMessageNotContaining("s3cret");
    }
}
