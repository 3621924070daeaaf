package dev.lockstep.sink.typesense.write;

import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.typesense.client.Answer;
import dev.lockstep.sink.typesense.client.ImportResult;
import dev.lockstep.sink.typesense.client.Request;
import dev.lockstep.sink.typesense.client.TypesenseClient;
import dev.lockstep.sink.typesense.collection.Catalog;
import java.util.List;

/** Imports documents. */
final class Importer {

    private final TypesenseClient client;
    private final Catalog catalog;

    Importer(TypesenseClient client, Catalog catalog) {
        this.client = client;
        this.catalog = catalog;
    }

    /**
     * Sends documents.
     *
     * @param action create, upsert, update or emplace
     * @param lines one document each
     * @return what became of each, in their order
     */
    List<ImportResult> send(String collection, String action, byte[] lines, int documents) {
        Answer answer =
                client.send(
                        Request.postLines(
                                "import documents into collection " + collection,
                                Request.collection(collection)
                                        + "/documents/import?action="
                                        + action,
                                lines));
        if (answer.status() == 404) {
            catalog.forget(collection);
            throw new TargetException.Transient(
                    "Cannot import documents into collection "
                            + collection
                            + ": it is not there any more. It is looked for again.",
                    null);
        }
        if (!answer.isSuccess()) {
            throw new TargetException.Fatal(
                    "Cannot import documents into collection "
                            + collection
                            + ": the server refused it with status "
                            + answer.status()
                            + ". See the server's log; after 413, lower batch.size.",
                    null);
        }
        return ImportResult.of(answer, documents);
    }
}
