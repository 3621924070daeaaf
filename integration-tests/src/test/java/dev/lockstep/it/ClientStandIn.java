package dev.lockstep.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;

/**
 * As much of {@code psql} and {@code redis-cli} as pages of the documentation use: {@code psql URL
 * -c SQL} and {@code redis-cli -p PORT -a PASSWORD --no-auth-warning COMMAND}.
 */
final class ClientStandIn {

    private ClientStandIn() {}

    public static void main(String[] arguments) throws Exception {
        String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
        if (arguments[0].equals("psql")) {
            psql(URI.create(rest[0]), rest[2]);
        } else {
            redis(Integer.parseInt(rest[1]), rest[3], Arrays.copyOfRange(rest, 5, rest.length));
        }
    }

    private static void psql(URI server, String sql) throws SQLException {
        String login = server.getUserInfo();
        int colon = login.indexOf(':');
        String url =
                "jdbc:postgresql://" + server.getHost() + ":" + server.getPort() + server.getPath();
        try (Connection connection =
                        DriverManager.getConnection(
                                url, login.substring(0, colon), login.substring(colon + 1));
                Statement statement = connection.createStatement()) {
            if (statement.execute(sql)) {
                print(statement.getResultSet());
            } else {
                System.out.println(sql.substring(0, 6) + " " + statement.getUpdateCount());
            }
        }
    }

    private static void print(ResultSet rows) throws SQLException {
        while (rows.next()) {
            System.out.println(rows.getString(1));
        }
    }

    private static void redis(int port, String password, String[] command) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            send(out, "AUTH", password);
            send(out, command);
            BufferedReader in =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            in.readLine();
            String length = in.readLine();
            System.out.println(length.startsWith("$-1") ? "" : in.readLine());
        }
    }

    private static void send(OutputStream out, String... words) throws IOException {
        StringBuilder text = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            text.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
        }
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
