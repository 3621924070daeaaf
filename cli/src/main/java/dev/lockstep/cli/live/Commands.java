package dev.lockstep.cli.live;

import dev.lockstep.cli.shop.Pipeline;
import dev.lockstep.cli.shop.Target;
import java.util.List;
import java.util.Locale;

/** What single keys do. For one thread. */
final class Commands {

    private static final char ALL = 'a';

    /** What can be done; each returns when it is done. */
    interface Actions {

        void pause(Target target);

        void resume(Target target);

        void replay(Target target);

        void restartWorker();
    }

    private final List<Target> targets;
    private final TargetStates states;
    private final Actions actions;
    private final Operations operations;
    private boolean replayAsked;
    private boolean quit;

    /** Tells whether a target is paused. */
    interface TargetStates {

        boolean isPaused(Target target);
    }

    Commands(List<Target> targets, TargetStates states, Actions actions, Operations operations) {
        this.targets = targets;
        this.states = states;
        this.actions = actions;
        this.operations = operations;
    }

    static Actions of(Pipeline pipeline) {
        return new Actions() {
            @Override
            public void pause(Target target) {
                pipeline.pause(target);
            }

            @Override
            public void resume(Target target) {
                pipeline.resume(target);
            }

            @Override
            public void replay(Target target) {
                pipeline.replay(target);
            }

            @Override
            public void restartWorker() {
                pipeline.killWorker();
                pipeline.startWorker();
            }
        };
    }

    void typed(char key) {
        char lower = Character.toLowerCase(key);
        int number = lower - '1';
        boolean replay = replayAsked;
        replayAsked = false;
        if (number >= 0 && number < targets.size()) {
            if (replay) {
                replay(targets.get(number));
            } else {
                toggle(targets.get(number));
            }
        } else if (replay && lower == ALL) {
            targets.forEach(this::replay);
        } else if (lower == 'r') {
            replayAsked = !replay;
        } else if (lower == 'k') {
            operations.submit(
                    "kill -9 of the worker; it is being started again",
                    "The worker was killed and is back",
                    actions::restartWorker);
        } else if (lower == 'q') {
            quit = true;
        }
    }

    boolean quit() {
        return quit;
    }

    /** What can be typed now. */
    String help() {
        String numbers =
                targets.size() == 1 ? "1" : "1-" + String.format(Locale.ROOT, "%d", targets.size());
        return replayAsked
                ? "Replay from the first change: "
                        + numbers
                        + " a target   a all of them   any other key: no"
                : numbers
                        + " pause, resume   r replay from the start   k kill -9 the worker   q"
                        + " quit";
    }

    private void toggle(Target target) {
        if (states.isPaused(target)) {
            operations.submit(
                    "Resuming " + target.name(),
                    target.name() + " goes on",
                    () -> actions.resume(target));
        } else {
            operations.submit(
                    "Pausing " + target.name(),
                    target.name() + " is paused",
                    () -> actions.pause(target));
        }
    }

    private void replay(Target target) {
        operations.submit(
                "Stopping " + target.name() + " and resetting its offsets",
                target.name() + " reads its topics from the start",
                () -> actions.replay(target));
    }
}
