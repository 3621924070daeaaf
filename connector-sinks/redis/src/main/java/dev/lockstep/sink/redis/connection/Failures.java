package dev.lockstep.sink.redis.connection;

import dev.lockstep.sink.apply.TargetException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * What the errors of servers and connections mean. Messages name an error's code and not its text,
 * which may quote keys and values.
 */
public final class Failures {

    /** What a code stands for, of errors that may pass by themselves. */
    private static final Map<String, String> PASSING =
            Map.ofEntries(
                    Map.entry("OOM", "its memory is full. Give it more, or remove keys."),
                    Map.entry("READONLY", "it is a replica. A new master is looked for."),
                    Map.entry("LOADING", "it is loading its data."),
                    Map.entry("CLUSTERDOWN", "the cluster lacks nodes for some slots."),
                    Map.entry("MASTERDOWN", "it has lost its master."),
                    Map.entry("NOREPLICAS", "it has too few replicas (min-replicas-to-write)."),
                    Map.entry("TRYAGAIN", "keys are being moved to another node."),
                    Map.entry("BUSY", "a script of somebody keeps it busy."),
                    Map.entry("MISCONF", "it cannot save its data. Look into its log."),
                    Map.entry("FAILOVER", "it hands over to another node."),
                    Map.entry("MOVED", "keys have moved to another node."),
                    Map.entry("ASK", "keys are being moved to another node."),
                    Map.entry("NOSCRIPT", "it has forgotten our scripts."),
                    Map.entry("NOGOODSLAVE", "there is no server to take over."),
                    Map.entry("NOQUORUM", "too few Sentinels answer."));

    private static final Pattern CODE =
            Pattern.compile(
                    "(?<![A-Za-z])(" + String.join("|", PASSING.keySet()) + ")(?![A-Za-z])");

    /** The first word of an error; scripts put their own words before it. */
    private static final Pattern FIRST_WORD = Pattern.compile("^([A-Z]{2,20})(?: |$)");

    private static final Pattern TYPE = Pattern.compile("(?<![A-Za-z])WRONGTYPE(?![A-Za-z])");

    private static final int MAX_CAUSES = 10;

    private Failures() {}

    /**
     * What a failure means for a batch.
     *
     * @param act what could not be done, with its object
     */
    public static TargetException translate(JedisException failure, String act) {
        if (failure instanceof JedisAccessControlException || isDenied(text(failure))) {
            return new TargetException.Fatal(
                    "Cannot "
                            + act
                            + ": "
                            + code(failure)
                            + ". Set connection.username and connection.password to a user that may"
                            + " log in and read, write and run scripts on the keys of key.format"
                            + " and those of fence.key.prefix.",
                    null);
        }
        if (isUntrusted(failure)) {
            return new TargetException.Fatal(
                    "Cannot "
                            + act
                            + ": the server has not shown a certificate that is trusted and names"
                            + " it. Correct ssl.truststore.location and its password, or the host"
                            + " in connection.url.",
                    null);
        }
        if (failure instanceof JedisConnectionException) {
            return new TargetException.Transient(
                    "Cannot " + act + ": the connection failed (" + cause(failure) + ").", null);
        }
        Matcher passing = CODE.matcher(text(failure));
        if (passing.find()) {
            String code = passing.group(1);
            return new TargetException.Transient(
                    "Cannot " + act + ": " + code + ", " + PASSING.get(code), null);
        }
        if (text(failure).contains("max number of clients")) {
            return new TargetException.Transient(
                    "Cannot " + act + ": too many clients. Raise maxclients of the server.", null);
        }
        return lasting(failure, act);
    }

    private static TargetException lasting(JedisException failure, String act) {
        if (text(failure).contains("cluster support disabled")) {
            return new TargetException.Fatal(
                    "Cannot "
                            + act
                            + ": the server is not part of a cluster. Set connection.mode to what"
                            + " it is.",
                    null);
        }
        if (text(failure).contains("nknown command") || text(failure).contains("nknown Redis")) {
            return new TargetException.Fatal(
                    "Cannot "
                            + act
                            + ": the server lacks a command. It must be Redis 6.2 or Valkey 7.2 or"
                            + " newer, with RedisJSON for value.format=json.",
                    null);
        }
        return new TargetException.BadRecord(
                "Cannot "
                        + act
                        + ": the server answers "
                        + code(failure)
                        + ". Correct what the record holds, or where it goes.",
                null);
    }

    /** Whether nothing but a person can help, which the next server would not change either. */
    private static boolean isDenied(String text) {
        return text.startsWith("NOAUTH")
                || text.startsWith("WRONGPASS")
                || text.startsWith("NOPERM")
                || text.contains("NOPERM ")
                || text.contains("The user executing the script")
                || text.contains("ACL failure")
                || text.contains("invalid password")
                || text.contains("AUTH <password> called without any password");
    }

    /** Whether a key holds another kind of value than the command is for. */
    public static boolean isWrongType(JedisDataException error) {
        return TYPE.matcher(text(error)).find();
    }

    /** An error's code, without what it quotes. */
    static String code(JedisException failure) {
        String text = text(failure);
        if (text.contains("The user executing the script") || text.contains("ACL failure")) {
            return "NOPERM in a script";
        }
        Matcher word = FIRST_WORD.matcher(text);
        return word.find() ? word.group(1) : "an error";
    }

    /** A connection that breaks amid its handshake is no mistrust. */
    private static boolean isUntrusted(JedisException failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            String text = String.valueOf(cause.getMessage());
            boolean byPeer =
                    cause instanceof SSLException
                            && (text.contains("_certificate")
                                    || text.contains("certificate_")
                                    || text.contains("unknown_ca"));
            if (byPeer
                    || cause instanceof CertificateException
                    || cause instanceof CertPathBuilderException
                    || cause instanceof SSLPeerUnverifiedException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static String cause(JedisException failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root == failure ? text(failure) : root.getClass().getSimpleName();
    }

    private static String text(JedisException failure) {
        return failure.getMessage() == null ? "" : failure.getMessage();
    }
}
