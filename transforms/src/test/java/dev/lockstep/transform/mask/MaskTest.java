package dev.lockstep.transform.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Timestamp;
import org.junit.jupiter.api.Test;

class MaskTest {

    @Test
    void keepsTheLastCharactersBehindStars() {
        Mask mask = Mask.keepLast(2);
        assertThat(mask.text().apply("secret")).isEqualTo("****et");
        assertThat(mask.text().apply("ab")).isEqualTo("**");
        assertThat(mask.text().apply("")).isEmpty();
        assertThat(mask.text().apply("a🦊b🐻")).isEqualTo("**b🐻");
        assertThat(Mask.keepLast(0).text().apply("ab")).isEqualTo("**");
    }

    @Test
    void truncatesBetweenCharacters() {
        assertThat(Mask.truncate(2).text().apply("a🦊b")).isEqualTo("a🦊");
        assertThat(Mask.truncate(3).text().apply("a🦊b")).isEqualTo("a🦊b");
        assertThat(Mask.truncate(0).text().apply("a")).isEmpty();
    }

    /** The second test case of RFC 4231. */
    @Test
    void isTheHmacOfTheStandard() {
        assertThat(Mask.hmac(new Password("Jefe")).text().apply("what do ya want for nothing?"))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    @Test
    void onlyTheHmacTellsValuesApart() {
        assertThat(Mask.hmac(new Password("s")).distinguishes()).isTrue();
        assertThat(Mask.keepLast(4).distinguishes()).isFalse();
        assertThat(Mask.truncate(4).distinguishes()).isFalse();
        assertThat(Mask.redact("x").distinguishes()).isFalse();
        assertThat(Mask.nothing().distinguishes()).isFalse();
    }

    @Test
    void theTextOfAValueIsThatOfJson() {
        assertThat(ValueText.of(7L, null)).isEqualTo("7");
        assertThat(ValueText.of((short) 7, null)).isEqualTo("7");
        assertThat(ValueText.of(true, null)).isEqualTo("true");
        assertThat(ValueText.of(1.5, null)).isEqualTo("1.5");
        assertThat(ValueText.of(new BigDecimal("1E+3"), Decimal.schema(0))).isEqualTo("1000");
        assertThat(ValueText.of(new byte[] {1, 2}, null)).isEqualTo("AQI=");
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {1, 2});
        assertThat(ValueText.of(buffer, null)).isEqualTo("AQI=");
        assertThat(buffer.remaining()).isEqualTo(2);
        java.util.Date day = java.util.Date.from(Instant.ofEpochMilli(86_400_000L * 3));
        assertThat(ValueText.of(day, Date.SCHEMA)).isEqualTo("3");
        assertThat(ValueText.of(day, Timestamp.SCHEMA)).isEqualTo("259200000");
    }
}
