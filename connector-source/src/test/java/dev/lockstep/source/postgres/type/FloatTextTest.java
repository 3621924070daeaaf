package dev.lockstep.source.postgres.type;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The reference is Java's own parser. */
class FloatTextTest {

    private static final int ROUNDS = 200_000;

    private final long seed = System.nanoTime();

    @Test
    void readsDoublesOfEverySize() {
        everyText(random -> Double.toString(Double.longBitsToDouble(random.nextLong())));
    }

    @Test
    void readsDoublesOfUsualSize() {
        everyText(
                random ->
                        Double.toString(
                                random.nextDouble() * Math.pow(10, random.nextInt(-20, 20))));
    }

    @Test
    void readsAllDigitsALongCanHave() {
        everyText(
                random -> {
                    String digits = Long.toUnsignedString(random.nextLong() >>> random.nextInt(64));
                    return digits + "e" + random.nextInt(-70, 70);
                });
    }

    @Test
    void roundsWhatLiesInTheMiddleOfTwoDoubles() {
        everyText(
                random -> {
                    long odd = random.nextLong(1L << 53, 1L << 54) | 1;
                    return odd + "e" + random.nextInt(-4, 5);
                });
        everyText(random -> middle(random, 19));
        everyText(random -> middle(random, 30));
    }

    private static String middle(SplittableRandom random, int digits) {
        double value = random.nextDouble() * Math.pow(2, random.nextInt(-30, 60));
        return new BigDecimal(value)
                .add(new BigDecimal(Math.ulp(value) / 2))
                .round(new MathContext(digits))
                .toPlainString();
    }

    @Test
    void roundsWhatLiesInTheMiddleOfTwoFloats() {
        everyText(
                random -> {
                    float value = random.nextFloat() * (1 << random.nextInt(24));
                    return new BigDecimal(value)
                            .add(new BigDecimal(Math.ulp(value) / 2))
                            .round(new MathContext(random.nextInt(9, 25)))
                            .toPlainString();
                });
    }

    private void everyText(Function<SplittableRandom, String> source) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < ROUNDS; i++) {
            String text = source.apply(random).toLowerCase(Locale.ROOT);
            if (!AsciiText.isDigit((byte) text.charAt(text.length() - 1))) {
                continue; // NaN and infinity, which Java writes as PostgreSQL does.
            }
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            double wide = FloatText.float64(bytes, 0, bytes.length);
            float narrow = FloatText.float32(bytes, 0, bytes.length);
            if (Double.compare(wide, Double.parseDouble(text)) != 0
                    || Float.compare(narrow, Float.parseFloat(text)) != 0) {
                assertThat(text).as("Text read otherwise by Java, seed %d", seed).isNull();
            }
        }
    }
}
