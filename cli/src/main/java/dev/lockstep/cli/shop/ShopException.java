package dev.lockstep.cli.shop;

/** The demo cannot go on; the message is meant for whoever typed the command. */
public final class ShopException extends RuntimeException {

    public ShopException(String message) {
        super(message);
    }

    public ShopException(String message, Throwable cause) {
        super(message, cause);
    }
}
