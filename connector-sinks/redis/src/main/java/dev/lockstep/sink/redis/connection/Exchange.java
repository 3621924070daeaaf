package dev.lockstep.sink.redis.connection;

import dev.lockstep.sink.apply.TargetException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.exceptions.JedisAskDataException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisMovedDataException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * Has calls done: sends those of each server in a pipeline and reads the answers, follows keys that
 * have moved, and gives servers the scripts that they have forgotten. Calls are done in any order.
 */
public final class Exchange {

    private static final int FLUSHED = 1 << 15;

    /** So much may be on its way to a server before its answers are read. */
    private static final int WINDOW = 1 << 19;

    /** So often calls follow their keys before it is left to the next attempt of the batch. */
    private static final int REDIRECTIONS = 8;

    private static final long DEFAULT_MAX_VALUE = 512L << 20;

    private final Servers servers;
    private final List<String> scripts;

    /**
     * @param scripts that the calls use
     */
    public Exchange(Servers servers, List<String> scripts) {
        this.servers = servers;
        this.scripts = List.copyOf(scripts);
    }

    public Servers servers() {
        return servers;
    }

    /**
     * Does calls. When this throws some of them may have been done, each of which has been told.
     *
     * @param calls asked for while those before are done already
     * @param act what they are for, with its object
     */
    public void run(Iterator<? extends Call> calls, String act) {
        List<Call> pending = attempt(calls, act);
        for (int round = 0; !pending.isEmpty(); round++) {
            if (round > REDIRECTIONS) {
                throw new TargetException.Transient(
                        "Cannot " + act + ": keys keep moving between nodes.", null);
            }
            pending = attempt(pending.iterator(), act);
        }
    }

    /** How large a value a server takes. */
    public long maxValue(int slot, String act) {
        try {
            Node node = servers.of(slot);
            if (node.maxValue() == 0) {
                // Nothing is under way to a node that is not known yet.
                prepare(node);
            }
            return node.maxValue();
        } catch (JedisException e) {
            throw failed(e, act);
        }
    }

    /** A command of its own. */
    public Object call(Node node, String act, String... words) {
        try {
            return node.call(words);
        } catch (JedisException e) {
            throw failed(e, act);
        }
    }

    /** All servers that accept writes. */
    public List<Node> masters(String act) {
        try {
            return servers.masters();
        } catch (JedisException e) {
            throw failed(e, act);
        }
    }

    private TargetException failed(JedisException failure, String act) {
        TargetException meaning = Failures.translate(failure, act);
        if (meaning instanceof TargetException.Transient) {
            servers.forget();
        }
        return meaning;
    }

    /** Sends calls once; returns those that have to be sent again. */
    private List<Call> attempt(Iterator<? extends Call> calls, String act) {
        Attempt attempt = new Attempt();
        try {
            while (calls.hasNext()) {
                attempt.send(calls.next());
            }
            attempt.finish();
        } catch (TargetException e) {
            // Answers that nobody has read would be taken for those of the next commands.
            servers.forget();
            throw e;
        } catch (JedisException e) {
            attempt.drain();
            throw failed(e, act);
        }
        if (attempt.failure != null) {
            throw failed(attempt.failure, act);
        }
        if (attempt.moved) {
            servers.moved();
        }
        follow(attempt.asked, attempt.again, act);
        return attempt.again;
    }

    /** Does calls, in their order, at the nodes that are about to have their keys. */
    private void follow(Map<Call, JedisAskDataException> asked, List<Call> again, String act) {
        asked.forEach(
                (call, redirection) -> {
                    try {
                        Node node = servers.at(redirection.getTargetNode());
                        prepare(node);
                        node.call("ASKING");
                        call.encode(node.commands());
                        node.send();
                        Object answer = node.read();
                        if (answer instanceof JedisDataException) {
                            node.prepared(!(answer instanceof JedisNoScriptException));
                            again.add(call);
                        } else {
                            call.answered(answer);
                        }
                    } catch (JedisException e) {
                        throw failed(e, act);
                    }
                });
    }

    private void prepare(Node node) {
        if (node.isPrepared()) {
            return;
        }
        for (String script : scripts) {
            node.call("SCRIPT", "LOAD", script);
        }
        node.maxValue(maxValue(node));
        node.prepared(true);
    }

    /** Servers that are managed by others may not tell. */
    private static long maxValue(Node node) {
        try {
            if (node.call("CONFIG", "GET", "proto-max-bulk-len") instanceof List<?> pair
                    && pair.size() == 2) {
                return Long.parseLong(Node.text(pair.get(1)));
            }
            return DEFAULT_MAX_VALUE;
        } catch (JedisDataException e) {
            return DEFAULT_MAX_VALUE;
        }
    }

    /** One go at some calls. */
    private final class Attempt {

        private final IdentityHashMap<Node, Pipeline> pipelines = new IdentityHashMap<>();
        private final List<Call> again = new ArrayList<>();
        private final Map<Call, JedisAskDataException> asked = new LinkedHashMap<>();
        private boolean moved;

        /** The first error that calls have not dealt with. */
        private JedisException failure;

        private Node latestNode;
        private Pipeline latest;

        @SuppressWarnings("ReferenceEquality") // a node is one connection
        void send(Call call) {
            Node node = servers.of(call.slot());
            if (node != latestNode) {
                latest = pipelines.get(node);
                if (latest == null) {
                    // Before any command of ours, whose answer it would read.
                    prepare(node);
                    latest = new Pipeline(node);
                    pipelines.put(node, latest);
                }
                latestNode = node;
            }
            latest.add(call, this);
        }

        /** Reads all answers that are outstanding. */
        void finish() {
            pipelines.values().forEach(Pipeline::flush);
            pipelines.values().forEach(pipeline -> pipeline.read(0, this));
        }

        /** One connection is lost: what the others have to say still counts. */
        void drain() {
            for (Pipeline pipeline : pipelines.values()) {
                try {
                    pipeline.flush();
                    pipeline.read(0, this);
                } catch (JedisException e) {
                    failure = e;
                }
            }
        }

        void settle(Call call, Object answer, Node node) {
            if (!(answer instanceof JedisDataException error)) {
                call.answered(answer);
            } else if (error instanceof JedisNoScriptException) {
                node.prepared(false);
                again.add(call);
            } else if (error instanceof JedisMovedDataException) {
                moved = true;
                again.add(call);
            } else if (error instanceof JedisAskDataException ask) {
                asked.put(call, ask);
            } else if (!call.refused(error) && failure == null) {
                failure = error;
            }
        }
    }

    /** What is on its way to one server. */
    private static final class Pipeline {

        private final Node node;
        private final ArrayDeque<Call> sent = new ArrayDeque<>();
        private final ArrayDeque<Packet> packets = new ArrayDeque<>();

        /** Calls that are not in a packet yet. */
        private int gathered;

        private long underway;

        Pipeline(Node node) {
            this.node = node;
            node.commands().clear();
        }

        void add(Call call, Attempt attempt) {
            call.encode(node.commands());
            sent.add(call);
            gathered++;
            if (node.commands().length() >= FLUSHED) {
                flush();
                read(WINDOW, attempt);
            }
        }

        void flush() {
            if (gathered > 0) {
                Packet packet = new Packet(gathered, node.commands().length());
                gathered = 0;
                packets.add(packet);
                underway += packet.bytes();
                node.send();
            }
        }

        /** Reads answers until no more than so many bytes of commands lack theirs. */
        void read(long left, Attempt attempt) {
            while (!packets.isEmpty() && underway > left) {
                Packet packet = packets.remove();
                underway -= packet.bytes();
                for (int i = 0; i < packet.calls(); i++) {
                    Object answer = node.read();
                    attempt.settle(sent.remove(), answer, node);
                }
            }
        }
    }

    /** What was sent at once. */
    private record Packet(int calls, int bytes) {}
}
