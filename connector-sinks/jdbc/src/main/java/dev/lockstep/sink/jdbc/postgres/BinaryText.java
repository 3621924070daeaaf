package dev.lockstep.sink.jdbc.postgres;

/** How strings that go into a column of bytes hold them. */
public enum BinaryText {
    BASE64("base64"),
    BASE64_URL_SAFE("URL-safe base64"),
    HEX("hexadecimal");

    private final String description;

    BinaryText(String description) {
        this.description = description;
    }

    String description() {
        return description;
    }
}
