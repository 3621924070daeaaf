package dev.lockstep.sink.opensearch.index;

import static dev.lockstep.sink.opensearch.index.Given.column;
import static dev.lockstep.sink.opensearch.index.Given.key;
import static dev.lockstep.sink.opensearch.index.Given.row;
import static dev.lockstep.sink.opensearch.index.Given.shape;
import static dev.lockstep.sink.opensearch.index.Given.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.embedded.OpenSearchServer;
import dev.lockstep.json.JsonText;
import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.change.RowShape;
import dev.lockstep.sink.opensearch.client.SearchClient;
import dev.lockstep.sink.opensearch.config.ConnectionOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class IndexesTest {

    private static final RowShape.Column ID = key("id", Schema.INT64_SCHEMA);
    private static final RowShape SHAPE = shape(ID, column("name", Schema.OPTIONAL_STRING_SCHEMA));

    private static OpenSearchServer server;
    private static SearchClient client;

    @BeforeAll
    static void start() {
        server = SharedServer.get();
        client =
                new SearchClient(
                        new ConnectionOptions(
                                Given.config(Map.of("connection.url", server.url()))));
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    private static Indexes indexes(String... options) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < options.length; i += 2) {
            map.put(options[i], options[i + 1]);
        }
        return Given.indexes(client, map);
    }

    private static Object read(String path) {
        return JsonText.read(server.request("GET", path).body());
    }

    private static void put(String path, String body) {
        OpenSearchServer.Response response = server.request("PUT", path, body);
        assertThat(response.status()).as(response.body()).isLessThan(300);
    }

    private static Object member(Object object, String... path) {
        Object found = object;
        for (String name : path) {
            found = found == null ? null : ((Map<?, ?>) found).get(name);
        }
        return found;
    }

    /** An index, by its name or an alias. */
    private static Object definition(String name) {
        return ((Map<?, ?>) read("/" + name)).values().iterator().next();
    }

    private static Object field(String index, String field) {
        return member(definition(index), "mappings", "properties", field);
    }

    private static Object hits(String index) {
        return member(read("/" + index + "/_count"), "count");
    }

    @Test
    void hidesDeletedDocumentsBehindAnAlias() {
        IndexPlan plan = indexes().plan(table("Hidden"), SHAPE);
        assertThat(plan.fixedName()).isEqualTo("hidden-lockstep");
        put("/hidden-lockstep/_doc/1?refresh", "{\"id\":1}");
        put("/hidden-lockstep/_doc/2?refresh", "{\"lockstep_deleted\":true}");
        assertThat(hits("hidden")).isEqualTo(1L);
        assertThat(hits("hidden-lockstep")).isEqualTo(2L);
        assertThat(field("hidden-lockstep", "lockstep_deleted_at"))
                .isEqualTo(Map.of("type", "date", "format", "epoch_millis"));
    }

    @Test
    void mapsColumnsOfNewIndexes() {
        indexes().plan(table("mapped"), SHAPE);
        assertThat(field("mapped-lockstep", "id")).isEqualTo(Map.of("type", "long"));
        assertThat(member(field("mapped-lockstep", "name"), "type")).isEqualTo("text");
        assertThat(member(field("mapped-lockstep", "name"), "fields", "keyword", "type"))
                .isEqualTo("keyword");
    }

    @Test
    void addsFieldsOfNewColumns() {
        Indexes indexes = indexes();
        indexes.plan(table("grown"), SHAPE);
        indexes.plan(table("grown"), shape(ID, column("size", Schema.OPTIONAL_INT32_SCHEMA)));
        assertThat(field("grown-lockstep", "size")).isEqualTo(Map.of("type", "integer"));
        assertThat(field("grown-lockstep", "name")).isNotNull();
    }

    @Test
    void leavesMappingsAloneWhereTheyMayNotEvolve() {
        Indexes indexes = indexes("auto.evolve", "false");
        indexes.plan(table("fixed"), SHAPE);
        indexes.plan(table("fixed"), shape(ID, column("size", Schema.OPTIONAL_INT32_SCHEMA)));
        assertThat(field("fixed-lockstep", "name")).isNotNull();
        assertThat(field("fixed-lockstep", "size")).isNull();
    }

    @Test
    void mapsWholeRowsOfNewIndexesAlsoAfterADelete() {
        Indexes indexes = indexes("auto.evolve", "false");
        indexes.plan(table("deleted"), shape(ID));
        indexes.plan(table("deleted"), SHAPE);
        assertThat(field("deleted-lockstep", "name")).isNotNull();
    }

    @Test
    void addsMembersOfNestedObjects() {
        Schema small = SchemaBuilder.struct().field("a", Schema.INT32_SCHEMA).build();
        Schema large =
                SchemaBuilder.struct()
                        .field("a", Schema.INT32_SCHEMA)
                        .field("b", Schema.BOOLEAN_SCHEMA)
                        .build();
        Indexes indexes = indexes();
        indexes.plan(table("nested"), shape(ID, column("o", small)));
        indexes.plan(table("nested"), shape(ID, column("o", large)));
        assertThat(member(field("nested-lockstep", "o"), "properties"))
                .isEqualTo(Map.of("a", Map.of("type", "integer"), "b", Map.of("type", "boolean")));
    }

    @Test
    void writesByAnAliasThatMustBeThere() {
        Indexes indexes = indexes();
        IndexPlan plan = indexes.plan(table("linked"), SHAPE);
        assertThat(indexes.isAlias(plan.fixedName())).isTrue();
        assertThat(((Map<?, ?>) read("/linked-lockstep")).keySet().iterator().next())
                .isEqualTo("linked-lockstep-1");
    }

    @Test
    void findsAnIndexThatHasBeenBuiltAnewUnderItsAliases() {
        indexes().plan(table("rebuilt"), SHAPE);
        put("/rebuilt-lockstep/_doc/1?version=77&version_type=external&refresh", "{\"id\":1}");
        put("/rebuilt-lockstep-2", "{}");
        post(
                "/_reindex?refresh",
                "{\"source\":{\"index\":\"rebuilt-lockstep\"},\"dest\":"
                        + "{\"index\":\"rebuilt-lockstep-2\",\"version_type\":\"external\"}}");
        post(
                "/_aliases",
                "{\"actions\":[{\"remove_index\":{\"index\":\"rebuilt-lockstep-1\"}},{\"add\":"
                        + "{\"index\":\"rebuilt-lockstep-2\",\"alias\":\"rebuilt-lockstep\"}},"
                        + "{\"add\":{\"index\":\"rebuilt-lockstep-2\",\"alias\":\"rebuilt\","
                        + "\"filter\":{\"bool\":{\"must_not\":{\"exists\":{\"field\":"
                        + "\"lockstep_deleted\"}}}}}}]}");
        Indexes indexes = indexes();
        assertThat(indexes.isAlias(indexes.plan(table("rebuilt"), SHAPE).fixedName())).isTrue();
        assertThat(hits("rebuilt")).isEqualTo(1L);
        assertThat(member(read("/rebuilt-lockstep/_doc/1"), "_version")).isEqualTo(77L);
    }

    private static void post(String path, String body) {
        OpenSearchServer.Response response = server.request("POST", path, body);
        assertThat(response.status()).as(response.body()).isLessThan(300);
    }

    @Test
    void refusesToGuessWhetherAnIndexWithoutAliasIsMeant() {
        put("/unlinked-lockstep-1", "");
        assertThatThrownBy(() -> indexes().plan(table("unlinked"), SHAPE))
                .isInstanceOf(TargetException.Fatal.class)
                .hasMessageContaining("there is an index unlinked-lockstep-1");
    }

    @Test
    void leavesFieldsOfOtherTypesAlone() {
        put("/other-lockstep", "{\"mappings\":{\"properties\":{\"name\":{\"type\":\"keyword\"}}}}");
        indexes().plan(table("other"), SHAPE);
        assertThat(field("other-lockstep", "name")).isEqualTo(Map.of("type", "keyword"));
        assertThat(field("other-lockstep", "id")).isEqualTo(Map.of("type", "long"));
        assertThat(member(read("/_alias/other"), "other-lockstep", "aliases", "other", "filter"))
                .isNotNull();
    }

    @Test
    void respectsTemplates() {
        put(
                "/_index_template/t",
                "{\"index_patterns\":[\"templated-lockstep-*\"],\"template\":{\"settings\":"
                        + "{\"number_of_shards\":3},\"mappings\":{\"dynamic\":\"strict\","
                        + "\"properties\":{\"name\":{\"type\":\"wildcard\"}}}}}");
        indexes().plan(table("templated"), SHAPE);
        Object index = definition("templated-lockstep");
        assertThat(member(index, "mappings", "properties", "name", "type")).isEqualTo("wildcard");
        assertThat(member(index, "mappings", "properties", "id", "type")).isEqualTo("long");
        assertThat(member(index, "mappings", "dynamic")).isEqualTo("strict");
        assertThat(member(index, "settings", "index", "number_of_shards")).isEqualTo("3");
    }

    @Test
    void passesSettingsOn() {
        indexes(
                        "delete.mode", "hard",
                        "delete.retention.ms", "3600000",
                        "mapping.total.fields.limit", "77",
                        "mapping.dynamic", "false",
                        "index.settings.refresh_interval", "7s")
                .plan(table("settled"), SHAPE);
        Object index = member(read("/settled"), "settled");
        Object settings = member(index, "settings", "index");
        assertThat(member(settings, "gc_deletes")).isEqualTo("3600000ms");
        assertThat(member(settings, "refresh_interval")).isEqualTo("7s");
        assertThat(member(settings, "mapping", "total_fields", "limit")).isEqualTo("77");
        assertThat(member(index, "mappings", "dynamic")).isEqualTo("false");
        assertThat((Map<?, ?>) member(index, "aliases")).isEmpty();
    }

    @Test
    void refusesAnIndexThatHasTheReadersName() {
        put("/concrete", "{}");
        assertThatThrownBy(() -> indexes().plan(table("concrete"), SHAPE))
                .isInstanceOf(TargetException.Fatal.class)
                .hasMessageContaining("Cannot make alias concrete of concrete-lockstep")
                .hasMessageContaining("concrete is an index itself")
                .hasMessageContaining("delete.mode=hard");
    }

    @Test
    void refusesAnAliasThatLeadsElsewhere() {
        put("/elsewhere-1", "{\"aliases\":{\"elsewhere\":{}}}");
        assertThatThrownBy(() -> indexes().plan(table("elsewhere"), SHAPE))
                .isInstanceOf(TargetException.Fatal.class)
                .hasMessageContaining("elsewhere is an alias of [elsewhere-1]");
    }

    @Test
    void refusesAnAliasThatShowsDeletedDocuments() {
        put("/shown-lockstep", "{\"aliases\":{\"shown\":{}}}");
        assertThatThrownBy(() -> indexes().plan(table("shown"), SHAPE))
                .isInstanceOf(TargetException.Fatal.class)
                .hasMessageContaining("does not hide what is deleted");
    }

    @Test
    void writesToTheIndexThatItsNameIsAnAliasOf() {
        put("/moved-2", "{\"aliases\":{\"moved-lockstep\":{}}}");
        assertThat(indexes().plan(table("moved"), SHAPE).fixedName()).isEqualTo("moved-lockstep");
        assertThat(member(read("/_alias/moved"), "moved-2", "aliases", "moved", "filter"))
                .isNotNull();
        assertThat(field("moved-2", "id")).isEqualTo(Map.of("type", "long"));
    }

    @Test
    void refusesAnAliasOfSeveralIndexes() {
        put("/several-1", "{\"aliases\":{\"several\":{}}}");
        put("/several-2", "{\"aliases\":{\"several\":{}}}");
        assertThatThrownBy(() -> indexes("delete.mode", "hard").plan(table("several"), SHAPE))
                .isInstanceOf(TargetException.Fatal.class)
                .hasMessageContaining("an alias of 2 indexes");
    }

    @Test
    void saysWhatIsMissingWhereItMayNotCreate() {
        assertThatThrownBy(() -> indexes("auto.create", "false").plan(table("missing"), SHAPE))
                .isInstanceOf(TargetException.Fatal.class)
                .hasMessageContaining("index missing-lockstep: it does not exist")
                .hasMessageContaining("auto.create=true");
    }

    @Test
    void makesAnIndexOnceWhenSeveralTasksWantIt() {
        List<CompletableFuture<IndexPlan>> plans =
                Stream.generate(
                                () ->
                                        CompletableFuture.supplyAsync(
                                                () -> indexes().plan(table("raced"), SHAPE)))
                        .limit(4)
                        .toList();
        assertThat(plans.stream().map(CompletableFuture::join).map(IndexPlan::fixedName))
                .containsOnly("raced-lockstep");
        assertThat(field("raced-lockstep", "id")).isNotNull();
    }

    @Test
    void makesAnIndexForEachNameThatRowsGive() {
        RowShape shape = shape(ID, key("region", Schema.STRING_SCHEMA));
        Indexes indexes = indexes("index.name.format", "${table}-${region}");
        IndexPlan plan = indexes.plan(table("regional"), shape);
        assertThat(plan.fixedName()).isNull();
        assertThat(plan.sharedByTables()).isTrue();
        assertThat(plan.name(row(shape, 1L, "EU"))).isEqualTo("regional-eu-lockstep");
        assertThat(plan.name(row(shape, 1L, "us"))).isEqualTo("regional-us-lockstep");
        assertThat(plan.name(row(shape, 1L, null))).isNull();
        assertThat(plan.name(row(shape, 1L, "no/index"))).isNull();
        assertThat(field("regional-us-lockstep", "lockstep_table")).isNotNull();
        assertThat(field("regional-us-lockstep", "region")).isNotNull();
        assertThat(indexes.known()).containsExactly("regional-*-lockstep");
        assertThat(indexes.of(table("regional")))
                .isEqualTo(new TableIndexes("regional-*-lockstep", true));
    }

    @Test
    void refusesColumnsThatMayChangeInNames() {
        assertThatThrownBy(
                        () ->
                                indexes("index.name.format", "${table}-${name}")
                                        .plan(table("changing"), SHAPE))
                .isInstanceOf(TargetException.Fatal.class)
                .hasMessageContaining("by column name: it is not part of the key");
    }

    @Test
    void keepsTablesOfOneNameApart() {
        Indexes indexes = indexes();
        indexes.plan(table("twin"), SHAPE);
        assertThatThrownBy(() -> indexes.plan(table("TWIN"), SHAPE))
                .isInstanceOf(TargetException.Fatal.class)
                .hasMessageContaining("app.public.TWIN to index twin")
                .hasMessageContaining("app.public.twin is in it");
    }

    @Test
    void putsSeveralTablesIntoOneIndexWhereItsNameTellsNone() {
        Indexes indexes = indexes("index.name.format", "everything");
        IndexPlan one = indexes.plan(table("one"), SHAPE);
        IndexPlan two = indexes.plan(table("two"), SHAPE);
        assertThat(one.fixedName()).isEqualTo(two.fixedName()).isEqualTo("everything-lockstep");
        assertThat(one.sharedByTables()).isTrue();
        assertThat(member(field("everything-lockstep", "lockstep_table"), "type"))
                .isEqualTo("keyword");
    }

    @Test
    void saysWhichLimitIsInTheWay() {
        Indexes indexes = indexes("mapping.total.fields.limit", "4");
        assertThatThrownBy(() -> indexes.plan(table("limited"), SHAPE))
                .isInstanceOf(TargetException.Fatal.class)
                .hasMessageContaining("Limit of total fields [4] has been exceeded")
                .hasMessageContaining("mapping.total.fields.limit");
    }

    @Test
    void saysWhatIsWrongWithAName() {
        assertThatThrownBy(() -> indexes().plan(table("_private"), SHAPE))
                .isInstanceOf(TargetException.Fatal.class)
                .hasMessageContaining("table app.public._private (_private): it begins with _");
    }

    @Test
    void asksAgainWhenItHasForgotten() {
        Indexes indexes = indexes();
        indexes.plan(table("lost"), SHAPE);
        server.request("DELETE", "/lost-lockstep-1");
        indexes.forget();
        indexes.plan(table("lost"), SHAPE);
        assertThat(field("lost-lockstep", "id")).isEqualTo(Map.of("type", "long"));
    }

    @Test
    void makesDataStreamsWithTheirTemplates() {
        Indexes indexes = indexes("data.stream.type", "logs", "data.stream.dataset", "${table}");
        IndexPlan plan = indexes.plan(table("events"), SHAPE);
        String name = "logs-events-server.public.events";
        assertThat(plan.fixedName()).isEqualTo(name);
        assertThat(plan.dataStream()).isTrue();
        assertThat(read("/_data_stream/" + name).toString()).contains("lockstep-" + name);
        indexes.plan(table("events"), shape(ID, column("size", Schema.OPTIONAL_INT32_SCHEMA)));
        server.request("POST", "/" + name + "/_rollover");
        Map<?, ?> mappings = (Map<?, ?>) read("/" + name + "/_mapping");
        assertThat(mappings).hasSize(2);
        assertThat(mappings.values())
                .allSatisfy(
                        index ->
                                assertThat(member(index, "mappings", "properties", "size", "type"))
                                        .isEqualTo("integer"));
    }

    @Test
    void usesDataStreamTemplatesThatAreThere() {
        put(
                "/_index_template/metrics",
                "{\"index_patterns\":[\"metrics-own-*\"],\"data_stream\":{},\"template\":"
                        + "{\"mappings\":{\"properties\":{\"name\":{\"type\":\"keyword\"}}}}}");
        indexes(
                        "data.stream.type", "metrics",
                        "data.stream.dataset", "own",
                        "data.stream.namespace", "x")
                .plan(table("measured"), SHAPE);
        assertThat(server.request("GET", "/_index_template/lockstep-metrics-own-x").status())
                .isEqualTo(404);
        assertThat(read("/metrics-own-x/_mapping").toString())
                .contains("name={type=keyword}", "id={type=long}");
    }
}
