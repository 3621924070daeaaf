package dev.lockstep.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What an exporter answers to Prometheus, and whether it has what a query names. */
final class Scrape {

    /** What Prometheus itself adds to every sample. */
    private static final Set<String> ADDED = Set.of("job", "instance");

    private static final Pattern SAMPLE =
            Pattern.compile("(?m)^([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? (\\S+)$");
    private static final Pattern PAIR = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern METRIC =
            Pattern.compile("\\b(?:lockstep|kafka|jvm|process)_[a-z0-9_]+");
    private static final Pattern GROUPING =
            Pattern.compile("\\b(?:by|on|without|ignoring) ?\\(([^)]*)\\)");
    private static final Pattern MATCHER = Pattern.compile("[{,] ?(\\w+) ?(?:=|!=|=~|!~) ?\"");
    private static final Pattern VALUES = Pattern.compile("label_values\\(.*, ?(\\w+)\\)");

    private final Map<String, List<Sample>> samples;

    private Scrape(Map<String, List<Sample>> samples) {
        this.samples = samples;
    }

    /** One line of the answer. */
    record Sample(String name, Map<String, String> labels, double value) {

        private static Sample of(MatchResult line) {
            Map<String, String> labels = new LinkedHashMap<>();
            if (line.group(2) != null) {
                PAIR.matcher(line.group(2))
                        .results()
                        .forEach(pair -> labels.put(pair.group(1), pair.group(2)));
            }
            return new Sample(line.group(1), labels, Double.parseDouble(line.group(3)));
        }
    }

    static Scrape of(URI exporter) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(exporter).build(),
                                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new Scrape(
                SAMPLE.matcher(answer.body())
                        .results()
                        .map(Sample::of)
                        .collect(Collectors.groupingBy(Sample::name)));
    }

    Set<String> names() {
        return samples.keySet();
    }

    List<Sample> samples(String name) {
        return samples.getOrDefault(name, List.of());
    }

    /** All labels of the metrics that a query names. */
    Set<String> labels(String query) {
        Set<String> labels = new TreeSet<>(ADDED);
        METRIC.matcher(query)
                .results()
                .flatMap(metric -> samples(metric.group()).stream())
                .forEach(sample -> labels.addAll(sample.labels().keySet()));
        return labels;
    }

    /** That metrics and labels of a query are there; {@code up} is Prometheus' own. */
    void assertAnswers(String query) {
        List<String> metrics = METRIC.matcher(query).results().map(MatchResult::group).toList();
        if (!query.startsWith("up{")) {
            assertThat(metrics).as(query).isNotEmpty();
        }
        assertThat(names()).as(query).containsAll(metrics);
        Set<String> named = new TreeSet<>();
        GROUPING.matcher(query)
                .results()
                .forEach(found -> named.addAll(List.of(found.group(1).split(", ?"))));
        MATCHER.matcher(query).results().forEach(found -> named.add(found.group(1)));
        VALUES.matcher(query).results().forEach(found -> named.add(found.group(1)));
        assertThat(labels(query)).as(query).containsAll(named);
    }
}
