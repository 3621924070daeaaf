package dev.lockstep.sink.opensearch.bulk;

/** Actions of a bulk request. */
enum Action {
    INDEX("index"),
    CREATE("create"),
    DELETE("delete");

    private final String word;

    Action(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }
}
