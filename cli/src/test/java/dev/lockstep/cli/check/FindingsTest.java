package dev.lockstep.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.cli.live.Equality;
import dev.lockstep.cli.shop.ConnectorFile;
import dev.lockstep.cli.shop.Target;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FindingsTest {

    private static final Target CACHE = target("cache");
    private static final Target REPLICA = target("replica");
    private static final Equality EQUAL = new Equality(7, 7, 0, 0, false, "0/19B2F40", null);

    private long changesOfCache = 1;
    private final Findings findings =
            new Findings(target -> target.equals(CACHE) ? changesOfCache : 1);

    @Test
    void areOfOneTarget() {
        findings.put(CACHE, 1, EQUAL);
        assertThat(findings.latest(CACHE)).contains(EQUAL);
        assertThat(findings.latest(REPLICA)).isEmpty();
    }

    @Test
    void holdUntilTheStateOfTheTargetChanges() {
        findings.put(CACHE, 1, EQUAL);
        findings.put(REPLICA, 1, EQUAL);
        changesOfCache = 2;
        assertThat(findings.latest(CACHE)).isEmpty();
        assertThat(findings.latest(REPLICA)).contains(EQUAL);
    }

    @Test
    void doNotHoldWhenTheStateHasChangedDuringTheComparison() {
        changesOfCache = 3;
        findings.put(CACHE, 1, EQUAL);
        assertThat(findings.latest(CACHE)).isEmpty();
        findings.put(CACHE, 3, EQUAL);
        assertThat(findings.latest(CACHE)).contains(EQUAL);
    }

    private static Target target(String name) {
        return new Target(name, new ConnectorFile(name, Map.of()));
    }
}
