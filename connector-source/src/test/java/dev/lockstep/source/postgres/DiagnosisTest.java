package dev.lockstep.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.source.postgres.Diagnosis.Outcome;
import java.io.EOFException;
import java.net.ConnectException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiagnosisTest {

    @ParameterizedTest
    @CsvSource({
        "08001, RETRY, database.hostname",
        "08006, RETRY, database.hostname",
        "08P01, RETRY, database.hostname",
        "57P01, RETRY, database.hostname",
        "57P02, RETRY, database.hostname",
        "57P03, RETRY, database.hostname",
        "57P05, RETRY, database.hostname",
        "57014, RETRY, database.hostname",
        "55P03, RETRY, database.hostname",
        "40P01, RETRY, database.hostname",
        "40001, RETRY, database.hostname",
        "53300, RETRY, database.hostname",
        "53100, RETRY, database.hostname",
        "55006, SLOT_HELD, slot.name",
        "53400, STOP, slot.name",
        "55000, STOP, slot.name",
        "58P01, STOP, database.hostname",
        "28P01, STOP, database.password",
        "28000, STOP, database.user",
        "3D000, STOP, database.dbname",
        "42501, STOP, database.user",
        "42704, STOP, publication.name",
        "XX000, STOP, database.hostname",
    })
    void classifiesTheServersErrors(String state, Outcome outcome, String option) {
        Diagnosis diagnosis =
                Diagnosis.of(new IllegalStateException(new SQLException("text", state)));
        assertThat(diagnosis.outcome()).isEqualTo(outcome);
        assertThat(diagnosis.option()).isEqualTo(option);
    }

    @Test
    void retriesWhatTheNetworkDid() {
        assertThat(Diagnosis.of(new SQLException("text", new EOFException())).outcome())
                .isEqualTo(Outcome.RETRY);
        assertThat(Diagnosis.of(new IllegalStateException(new ConnectException("no"))).outcome())
                .isEqualTo(Outcome.RETRY);
    }

    @Test
    void stopsAtWhatItDoesNotKnow() {
        assertThat(Diagnosis.of(new SQLException("text")).outcome()).isEqualTo(Outcome.STOP);
        assertThat(Diagnosis.of(new OutOfMemoryError("heap")).outcome()).isEqualTo(Outcome.STOP);
    }

    @Test
    void writesOneSentenceForTheCauseAndOneForTheAdvice() {
        SQLException failure = new SQLException("FATAL: no such database.", "3D000");
        assertThat(Diagnosis.of(failure).message("connect", failure))
                .isEqualTo("Cannot connect: FATAL: no such database. Correct database.dbname.");
        SQLException silent = new SQLException();
        assertThat(Diagnosis.of(silent).message("connect", silent))
                .startsWith("Cannot connect: java.sql.SQLException. ");
    }
}
