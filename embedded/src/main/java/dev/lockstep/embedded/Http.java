package dev.lockstep.embedded;

import java.net.http.HttpClient;

/** The one client of all search servers. */
final class Http {

    static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Http() {}
}
