package dev.lockstep.sink.typesense.write;

import dev.lockstep.json.JsonBytes;
import dev.lockstep.json.JsonText;
import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.change.RowImage;
import dev.lockstep.sink.typesense.client.Answer;
import dev.lockstep.sink.typesense.client.Request;
import dev.lockstep.sink.typesense.client.TypesenseClient;
import dev.lockstep.sink.typesense.collection.MemberNames;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Map;

/** Finds what a row lacks in the document that it has left for another id. */
final class StoredMembers {

    private static final int NOT_FOUND = 404;

    private final TypesenseClient client;

    StoredMembers(TypesenseClient client) {
        this.client = client;
    }

    /** The document by its members; null when there is none. */
    Map<?, ?> read(String collection, String id) {
        Answer answer =
                client.send(
                        Request.get(
                                "read a document of collection " + collection,
                                Request.collection(collection)
                                        + "/documents/"
                                        + Request.encode(id)));
        if (answer.status() == NOT_FOUND) {
            return null;
        }
        if (!answer.isSuccess()) {
            throw new TargetException.Fatal(
                    "Cannot read a document of collection "
                            + collection
                            + ": the server refused it with status "
                            + answer.status()
                            + ". Allow the key documents:get.",
                    null);
        }
        return answer.json();
    }

    /** Writes the members of columns that the row lacks, each after a comma. */
    static void write(RowImage row, Map<?, ?> document, JsonBytes out) {
        BitSet lacking = row.unavailable();
        for (int i = lacking.nextSetBit(0); i >= 0; i = lacking.nextSetBit(i + 1)) {
            String name = MemberNames.of(row.shape().columns().get(i).name());
            if (name != null && document.containsKey(name)) {
                out.raw(',');
                out.string(name);
                out.raw(':');
                out.raw(JsonText.write(document.get(name)).getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
