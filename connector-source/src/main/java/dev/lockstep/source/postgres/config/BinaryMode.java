package dev.lockstep.source.postgres.config;

/** How {@code binary.handling.mode} wants bytea values. */
public enum BinaryMode {
    BYTES("bytes"),
    BASE64("base64"),
    BASE64_URL_SAFE("base64-url-safe"),
    HEX("hex");

    private final String option;

    BinaryMode(String option) {
        this.option = option;
    }

    /** The value a user writes in the connector's configuration. */
    @Override
    public String toString() {
        return option;
    }
}
