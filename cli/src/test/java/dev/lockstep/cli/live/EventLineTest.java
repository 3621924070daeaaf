package dev.lockstep.cli.live;

import static dev.lockstep.cli.shop.Received.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.cli.shop.ReceivedEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventLineTest {

    private static final Screen FILE = new Screen(Integer.MAX_VALUE, false, false);
    private static final Screen TERMINAL = new Screen(80, true, true);

    @Test
    void showsWhatAnUpdateChanged() {
        ReceivedEvent update = update("pending", "paid");
        assertThat(new EventLine(FILE).render(update))
                .isEqualTo("0/19B2F40:2     UPDATE   orders 1             status=pending -> paid ");
    }

    @Test
    void coloursOnlyOnATerminal() {
        assertThat(new EventLine(TERMINAL).render(update("pending", "paid")))
                .contains("\u001B[31mpending\u001B[0m", "\u001B[32mpaid \u001B[0m");
        assertThat(new EventLine(FILE).render(update("pending", "paid"))).doesNotContain("\u001B");
    }

    @Test
    void staysWithinTheWidthOfTheTerminal() {
        String line = new EventLine(TERMINAL).render(update("p".repeat(39), "q".repeat(39)));
        String visible = line.replaceAll("\u001B\\[\\d*m", "");
        assertThat(visible).hasSizeLessThanOrEqualTo(80).endsWith("...");
    }

    @Test
    void shortensLongValuesAndKeepsLineBreaksOut() {
        assertThat(new EventLine(FILE).render(update("a\nb", "c".repeat(100))))
                .contains("status=a b -> " + "c".repeat(37) + "... ");
    }

    @Test
    void showsTheNewRowWhereTheOldOneIsUnknown() {
        ReceivedEvent update = event("u", "shop.public.orders", 0, 0x100, 1, 1, null, row("paid"));
        assertThat(new EventLine(FILE).render(update))
                .endsWith("UPDATE   orders 1             status=paid ");
    }

    @Test
    void showsTheOldRowOfADelete() {
        ReceivedEvent delete = event("d", "shop.public.orders", 0, 0x100, 1, 1, row("paid"), null);
        assertThat(new EventLine(FILE).render(delete)).contains("DELETE", "status=paid");
    }

    private static ReceivedEvent update(String before, String after) {
        return event("u", "shop.public.orders", 0, 0x19B2F40, 2, 1, row(before), row(after));
    }

    private static Map<String, Object> row(String status) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", 1);
        row.put("status", status);
        return row;
    }
}
