package dev.lockstep.source.postgres.type;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.apache.kafka.connect.data.Schema;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyValuesTest {

    private static final Schema NUMERIC = SemanticSchemas.variableScaleDecimal().build();

    @ParameterizedTest
    @CsvSource({"12.50,12.5", "12.5,12.5", "100,100", "100.00,100", "0.00,0", "-0.10,-0.1"})
    void numbersThatAreEqualAreOneKey(String number, String key) {
        assertThat(KeyValues.of(NumericMappings.variableScale(NUMERIC, new BigDecimal(number))))
                .isEqualTo(NumericMappings.variableScale(NUMERIC, new BigDecimal(key)));
    }

    @ParameterizedTest
    @CsvSource({"text,12.50"})
    void otherValuesStayAsTheyAre(String first, String second) {
        assertThat(KeyValues.of(first)).isSameAs(first);
        assertThat(KeyValues.of(second)).isSameAs(second);
    }
}
