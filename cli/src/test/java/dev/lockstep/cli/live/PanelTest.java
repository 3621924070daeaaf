package dev.lockstep.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PanelTest {

    private static final Panel.Line SOURCE =
            new Panel.Line("", "shop (source)", 1024L, "", false, 6.13, "UPDATE orders 17");

    private static final Panel.Line CACHE =
            new Panel.Line(
                    "3",
                    "shop-cache",
                    998L,
                    "paused: 26, 4.2 s",
                    true,
                    0,
                    "INSERT order_lines 9/1");

    @Test
    void isATable() {
        Panel panel = new Panel(new Screen(Integer.MAX_VALUE, false, false));
        Panel.Line fresh = new Panel.Line("1", "shop-replica", null, "nothing", false, 6.13, "");
        assertThat(panel.table(List.of(SOURCE, fresh, CACHE)))
                .containsExactly(
                        "                      rows  behind: changes, time    changes/s  last"
                                + " change",
                        "   shop (source)     1,024                                 6.1  UPDATE"
                                + " orders 17",
                        "1  shop-replica          -  nothing                        6.1  ",
                        "3  shop-cache          998  paused: 26, 4.2 s              0.0  INSERT"
                                + " order_lines 9/1");
    }

    @Test
    void staysWithinTheWidthOfTheTerminal() {
        Panel panel = new Panel(new Screen(70, true, true));
        assertThat(panel.table(List.of(SOURCE, CACHE)))
                .allSatisfy(
                        line ->
                                assertThat(line.replaceAll("\u001B\\[\\d*m", ""))
                                        .hasSizeLessThanOrEqualTo(70));
    }

    @Test
    void saysHowFarBehindATargetIsAndWhy() {
        assertThat(Panel.behind("running", 0, 0)).isEqualTo("nothing");
        assertThat(Panel.behind("running", 1026, 240)).isEqualTo("1,026, 240 ms");
        assertThat(Panel.behind("paused", 26, 4_200)).isEqualTo("paused: 26, 4.2 s");
        assertThat(Panel.behind("worker down", 0, 0)).isEqualTo("worker down");
    }
}
