package dev.lockstep.cli.slot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.event.Lsn;
import org.junit.jupiter.api.Test;

class NeededPlaceTest {

    @Test
    void isTheEndOfACompleteTransaction() throws Exception {
        assertThat(needed("[{'offset':{'commit_lsn':100,'end_lsn':148,'lsn':90}}]"))
                .isEqualTo(new Lsn(148));
    }

    @Test
    void isTheCommitOfAnIncompleteOne() throws Exception {
        assertThat(needed("[{'offset':{'commit_lsn':100,'change':3,'lsn':90,'lsn_commit':80}}]"))
                .isEqualTo(new Lsn(100));
    }

    @Test
    void isDebeziumsLatestCommit() throws Exception {
        assertThat(needed("[{'offset':{'lsn_proc':200,'lsn_commit':180,'lsn':200}}]"))
                .isEqualTo(new Lsn(180));
    }

    @Test
    void isTheEarliestOfMany() throws Exception {
        assertThat(needed("[{'offset':{'end_lsn':7}},{'offset':{'end_lsn':5}},{'offset':{}}]"))
                .isEqualTo(new Lsn(5));
    }

    @Test
    void isUnknownWhereNothingIsStored() throws Exception {
        assertThat(needed("[]")).isNull();
        assertThat(needed("[{'offset':null}]")).isNull();
    }

    private static Lsn needed(String offsets) throws JsonProcessingException {
        return NeededPlace.of(new ObjectMapper().readTree(offsets.replace('\'', '"'))).orElse(null);
    }
}
