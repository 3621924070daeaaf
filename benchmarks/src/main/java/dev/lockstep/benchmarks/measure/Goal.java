package dev.lockstep.benchmarks.measure;

/**
 * What a section is to show.
 *
 * @param than the contender that the side is compared with; empty where the figure itself counts
 * @param bound how many times as good the side is to be; without a contender to compare with, the
 *     value that the figure is not to be worse than
 */
public record Goal(String side, Figure figure, String than, double bound) {

    /** One side is to be so many times as good as another. */
    public static Goal times(String side, Figure figure, String than, double atLeast) {
        return new Goal(side, figure, than, atLeast);
    }

    /** A figure is not to be worse than a value. */
    public static Goal value(String side, Figure figure, double bound) {
        return new Goal(side, figure, "", bound);
    }

    /** Whether the figure is compared with that of another side. */
    public boolean isRatio() {
        return !than.isEmpty();
    }

    /** Whether what was reached is good enough. */
    public boolean isMetBy(double reached) {
        return (isRatio() || figure.moreIsBetter()) ? reached >= bound : reached <= bound;
    }
}
