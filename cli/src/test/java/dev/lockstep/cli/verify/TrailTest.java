package dev.lockstep.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrailTest {

    private final Trail trail = new Trail();

    @Test
    void aTargetThatIsALookBehindFollows() {
        for (int i = 1; i < 5; i++) {
            trail.add(row(i, "a"), row(i - 1, "a"));
        }
        assertThat(trail.isFollowed()).isTrue();
    }

    @Test
    void aTargetThatMovesBetweenTheLooksFollows() {
        for (int i = 0; i < 5; i++) {
            trail.add(row(i * 1_000, "a"), row(i * 1_000 - 1, "a"));
        }
        assertThat(trail.isFollowed()).isTrue();
    }

    @Test
    void aRowThatIsStuckDoesNotFollowEvenAtAValueThatTheSourceHad() {
        for (int i = 0; i < 20; i++) {
            trail.add(row(i % 2, "a"), row(1, "a"));
        }
        assertThat(trail.isFollowed()).isFalse();
    }

    @Test
    void aRowThatMovesWithOneColumnWrongDoesNotFollow() {
        for (int i = 0; i < 20; i++) {
            trail.add(row(i, "a"), row(i - 1, "b"));
        }
        assertThat(trail.isFollowed()).isFalse();
    }

    @Test
    void rowsThatComeAndGoAreFollowedOnBothSides() {
        trail.add(row(1, "a"), null);
        trail.add(null, row(1, "a"));
        trail.add(row(2, "a"), null);
        assertThat(trail.isFollowed()).isTrue();

        Trail away = new Trail();
        away.add(row(1, "a"), row(0, "a"));
        away.add(row(2, "a"), null);
        assertThat(away.isFollowed()).isFalse();
    }

    private static List<String> row(int count, String name) {
        return List.of(Integer.toString(count), name);
    }
}
