package dev.lockstep.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sums, bills of materials and notices say what is in the archives, no more and no less. */
class ReleaseFilesIT {

    private static final Pattern JAR = Pattern.compile("(.+?)-(\\d.*)\\.jar");

    @TempDir private static Path folder;
    private static List<Path> plugins;
    private static Path distribution;

    @BeforeAll
    static void unpack() throws IOException, InterruptedException {
        plugins = Release.unpackPlugins(folder);
        distribution = Release.unpackDistribution(folder);
    }

    @Test
    void everyFileHasItsSums() throws Exception {
        List<Path> published =
                Release.files().stream().filter(file -> !isSum(file.toString())).toList();
        assertThat(published).hasSize(2 * (Release.PLUGINS.size() + 1));
        for (Path file : published) {
            assertThat(Path.of(file + ".sha256")).hasContent(line("SHA-256", file));
            assertThat(Path.of(file + ".sha512")).hasContent(line("SHA-512", file));
        }
    }

    @Test
    void theBillOfAPluginListsTheJarsInItsArchive() throws Exception {
        for (Path plugin : plugins) {
            assertThat(listed(bill(plugin.getFileName().toString())))
                    .as(plugin.toString())
                    .isEqualTo(present(List.of(plugin)));
        }
    }

    @Test
    void theBillOfTheDistributionListsTheJarsOfAllArchives() throws Exception {
        List<Path> folders = new ArrayList<>(plugins);
        folders.add(distribution);
        assertThat(listed(bill("lockstep-" + Release.VERSION))).isEqualTo(present(folders));
    }

    @Test
    void aLicenceThatAsksForItIsThereInFull() throws Exception {
        TreeSet<String> missing = new TreeSet<>();
        for (JsonNode component : bill("lockstep-" + Release.VERSION)) {
            String name = component.get("name").asText();
            if (!component.at("/licenses/0/license/id").asText().equals("Apache-2.0")
                    && !Files.exists(distribution.resolve("licenses/" + name + ".txt"))
                    && !carriesItsLicence(name)) {
                missing.add(name);
            }
        }
        assertThat(missing).as("licenses/<artifact>.txt, or a licence in the jar").isEmpty();
    }

    @Test
    void theNoticeMustNameWhatOthersMadeAndNothingElse() throws Exception {
        Notices notices = Notices.read(distribution.resolve("NOTICE"));
        Library unnamed = new Library("left-pad", "1.0", "", "");
        assertThatThrownBy(() -> notices.of(unnamed))
                .hasMessageStartingWith("Cannot release left-pad: NOTICE does not name it.");
        assertThatThrownBy(() -> notices.refuseOthersThan(List.of(unnamed)))
                .hasMessageStartingWith("Cannot release: NOTICE names what no archive carries.")
                .hasMessageContaining("postgresql");
    }

    private static boolean carriesItsLicence(String artifact) throws IOException {
        List<Path> folders = new ArrayList<>(plugins);
        folders.add(distribution);
        for (Path each : folders) {
            for (Path file : Release.jars(each.resolve("lib"))) {
                Matcher name = JAR.matcher(file.getFileName().toString());
                if (name.matches() && name.group(1).equals(artifact)) {
                    try (JarFile jar = new JarFile(file.toFile())) {
                        return jar.stream()
                                .anyMatch(entry -> entry.getName().matches("META-INF/LICENSE.*"));
                    }
                }
            }
        }
        return false;
    }

    private static JsonNode bill(String archive) throws IOException {
        Path file = Release.FOLDER.resolve(archive + ".cdx.json");
        return new ObjectMapper().readTree(file.toFile()).get("components");
    }

    /** SHA-256 by name of a jar. */
    private static Map<String, String> listed(JsonNode components) {
        Map<String, String> listed = new TreeMap<>();
        for (JsonNode component : components) {
            listed.put(
                    component.get("name").asText()
                            + "-"
                            + component.get("version").asText()
                            + ".jar",
                    component.at("/hashes/0/content").asText());
        }
        return listed;
    }

    private static Map<String, String> present(List<Path> folders) throws Exception {
        Map<String, String> present = new TreeMap<>();
        for (Path folder : folders) {
            for (Path jar : Release.jars(folder.resolve("lib"))) {
                present.put(jar.getFileName().toString(), sum("SHA-256", jar));
            }
        }
        return present;
    }

    private static boolean isSum(String file) {
        return file.endsWith(".sha256") || file.endsWith(".sha512");
    }

    private static String line(String algorithm, Path file)
            throws IOException, NoSuchAlgorithmException {
        return sum(algorithm, file) + "  " + file.getFileName();
    }

    private static String sum(String algorithm, Path file)
            throws IOException, NoSuchAlgorithmException {
        byte[] digest = MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(file));
        return HexFormat.of().formatHex(digest);
    }
}
