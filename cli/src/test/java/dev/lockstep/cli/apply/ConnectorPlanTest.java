package dev.lockstep.cli.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.cli.apply.ConnectorPlan.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectorPlanTest {

    private static final Secrets SECRETS = new Secrets(Set.of("pin"));

    @Test
    void readsBothForms() throws Exception {
        Definition nested = parse("{'name':'a','config':{'tasks.max':1,'x':true}}");
        assertThat(parse("{'name':'a','tasks.max':'1','x':'true'}")).isEqualTo(nested);
        assertThat(nested.config()).containsEntry("name", "a").containsEntry("tasks.max", "1");
    }

    @Test
    void fillsInNamesAndLeavesReferencesToProviders() throws Exception {
        assertThat(parse("{'name':'a','u':'${HOST_1}/${file:/x:y}'}").config())
                .containsEntry("u", "db$1/${file:/x:y}");
        assertThatThrownBy(() -> parse("{'name':'a','u':'${NOBODYS}'}"))
                .hasMessageContaining("${NOBODYS}", "--set");
    }

    @Test
    void showsWhatChangesAndHidesSecrets() throws Exception {
        Definition planned =
                parse(
                        "{'name':'a','connector.class':'C','tasks.max':'2','new':'n','pin':'2222',"
                                + "'consumer.override.sasl.jaas.config':'s3cret'}");
        ConnectorPlan plan =
                ConnectorPlan.of(
                        planned,
                        Map.of("connector.class", "C", "tasks.max", "1", "old", "o", "pin", "1111"),
                        SECRETS,
                        Map.of());
        assertThat(plan.text(false))
                .isEqualTo(
                        """
                        a: change
                          + consumer.override.sasl.jaas.config: [hidden]
                          + new: n
                          - old: o
                          ~ pin: [hidden] -> [hidden]
                          ~ tasks.max: 1 -> 2
                        """);
    }

    @Test
    void hidesPasswordsInsideOfUrls() {
        assertThat(SECRETS.shown("connection.url", "jdbc:postgresql://h/d?user=u&password=s3&a=b"))
                .isEqualTo("jdbc:postgresql://h/d?user=u&password=[hidden]&a=b");
        assertThat(SECRETS.shown("connection.url", "https://u:s3@h:9200,https://h2:9200"))
                .isEqualTo("https://u:[hidden]@h:9200,https://h2:9200");
        assertThat(SECRETS.shown("max.tokens.per.batch", null)).isNull();
    }

    @Test
    void findsNothingToDo() throws Exception {
        Definition same = parse("{'name':'a','connector.class':'C'}");
        Map<String, String> current = Map.of("name", "a", "connector.class", "C");
        ConnectorPlan plan = ConnectorPlan.of(same, current, SECRETS, Map.of());
        assertThat(plan.action()).isEqualTo(Action.NOTHING);
        assertThat(plan.text(true)).isEqualTo("a: as it is\n");
        assertThat(ConnectorPlan.of(same, null, SECRETS, Map.of()).text(true))
                .startsWith("a: created");
    }

    @Test
    void namesTheFileThatItCannotReadWithoutQuotingIt(@TempDir Path folder) throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.json"), "{\"password\": s3cret");
        assertThatThrownBy(() -> Definition.read(broken, Map.of()))
                .hasMessageContaining("broken.json: it is not JSON, near line 1")
                .hasMessageNotContaining("s3cret")
                .hasNoCause();
        assertThatThrownBy(() -> Definition.read(folder.resolve("none.json"), Map.of()))
                .hasMessageContaining("none.json: there is no such file");
        Path nameless = Files.writeString(folder.resolve("nameless.json"), "{\"config\": {}}");
        assertThatThrownBy(() -> Definition.read(nameless, Map.of()))
                .hasMessageContaining("it has no \"name\"");
    }

    private static Definition parse(String text) throws JsonProcessingException {
        return Definition.parse(
                new ObjectMapper().readTree(text.replace('\'', '"')), Map.of("HOST_1", "db$1"));
    }
}
