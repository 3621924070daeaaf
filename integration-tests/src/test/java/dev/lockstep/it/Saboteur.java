package dev.lockstep.it;

import java.sql.SQLException;
import java.util.List;

/** Strikes the servers of a capture and repairs them. */
final class Saboteur {

    private final Stack stack;
    private final Wire wire;
    private final Capture capture;

    /**
     * @param wire between the worker and PostgreSQL
     */
    Saboteur(Stack stack, Wire wire, Capture capture) {
        this.stack = stack;
        this.wire = wire;
        this.capture = capture;
    }

    void strike(List<Fault> faults) throws SQLException {
        for (Fault fault : faults) {
            strike(fault);
        }
    }

    private void strike(Fault fault) throws SQLException {
        switch (fault) {
            case STOP_WORKER -> stack.worker.stop();
            case KILL_WORKER -> stack.worker.kill();
            case STOP_BROKER -> stack.kafka.stop();
            case KILL_BROKER -> stack.kafka.kill();
            case END_WALSENDER ->
                    capture.execute(
                            "SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots"
                                    + " WHERE active AND slot_name = '"
                                    + capture.name
                                    + "'");
            case STOP_POSTGRES -> stack.postgres.stop();
            case KILL_POSTGRES -> stack.postgres.kill();
            case CUT_NETWORK -> wire.cut();
            case STALL_NETWORK -> wire.stall();
        }
    }

    /** What others need comes first. */
    void repair(List<Fault> faults) {
        for (int i = faults.size() - 1; i >= 0; i--) {
            switch (faults.get(i)) {
                case STOP_WORKER, KILL_WORKER -> stack.worker.start();
                case STOP_BROKER, KILL_BROKER -> stack.kafka.start();
                case STOP_POSTGRES, KILL_POSTGRES -> Stack.revive(stack.postgres);
                case CUT_NETWORK, STALL_NETWORK -> wire.mend();
                case END_WALSENDER -> {
                    // The server goes on.
                }
            }
        }
    }
}
