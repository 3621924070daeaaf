package dev.lockstep.distribution;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * The list of what an archive carries, in CycloneDX 1.6: the jars that are in it, whatever the
 * build was meant to put there. The same archive makes the same bytes.
 */
final class BillOfMaterials {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final String subject;
    private final String version;
    private final String time;
    private final Notices notices;

    BillOfMaterials(String subject, String version, String time, Notices notices) {
        this.subject = subject;
        this.version = version;
        this.time = time;
        this.notices = notices;
    }

    void write(Collection<Library> libraries, Path file) throws IOException {
        List<Library> sorted =
                libraries.stream()
                        .distinct()
                        .sorted(Comparator.comparing(Library::artifact))
                        .toList();
        ObjectNode bill = JSON.createObjectNode();
        bill.put("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
        bill.put("bomFormat", "CycloneDX");
        bill.put("specVersion", "1.6");
        bill.put("serialNumber", "urn:uuid:" + identity(sorted));
        bill.put("version", 1);
        ObjectNode metadata = bill.putObject("metadata").put("timestamp", time);
        describeSubject(metadata.putObject("component"));
        ArrayNode components = bill.putArray("components");
        sorted.forEach(library -> describe(library, components.addObject()));
        ObjectNode contents = bill.putArray("dependencies").addObject().put("ref", subject);
        ArrayNode contained = contents.putArray("dependsOn");
        sorted.forEach(library -> contained.add(address(library)));
        Files.writeString(file, JSON.writeValueAsString(bill) + "\n");
    }

    private void describeSubject(ObjectNode component) {
        component.put("type", "application");
        component.put("bom-ref", subject);
        component.put("group", "dev.lockstep");
        component.put("name", subject);
        component.put("version", version);
        addLicence(component, "Apache-2.0");
    }

    private void describe(Library library, ObjectNode component) {
        Notices.Notice notice = notices.of(library);
        component.put("type", "library");
        component.put("bom-ref", address(library));
        component.put("group", notice.group());
        component.put("name", library.artifact());
        component.put("version", library.version());
        ArrayNode hashes = component.putArray("hashes");
        hashes.addObject().put("alg", "SHA-256").put("content", library.sha256());
        hashes.addObject().put("alg", "SHA-512").put("content", library.sha512());
        addLicence(component, notice.licence());
        component.put("purl", address(library));
    }

    private static void addLicence(ObjectNode component, String identifier) {
        component.putArray("licenses").addObject().putObject("license").put("id", identifier);
    }

    /** The library's package URL, which also names it within the bill. */
    private String address(Library library) {
        return "pkg:maven/"
                + notices.of(library).group()
                + "/"
                + library.artifact()
                + "@"
                + library.version()
                + "?type=jar";
    }

    private UUID identity(List<Library> libraries) {
        String content = subject + ":" + version + libraries;
        return UUID.nameUUIDFromBytes(content.getBytes(StandardCharsets.UTF_8));
    }
}
