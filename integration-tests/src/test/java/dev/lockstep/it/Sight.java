package dev.lockstep.it;

/**
 * What somebody who reads a target finds at a key of a {@link History}, at one moment.
 *
 * @param version the position that the target has for the key, as digits of one length; null when
 *     it has none
 * @param number of the change that the row there says it is from; -1 when there is no row
 */
record Sight(String version, long number) {

    static final Sight NOTHING = new Sight(null, -1);

    boolean isRow() {
        return number >= 0;
    }

    /**
     * Why this cannot be what was found after something else; null when it can.
     *
     * @param row the latest row that was found before
     */
    String contradicts(Sight before, Sight row) {
        if (before.version != null && version == null) {
            return "the target has forgotten its position";
        }
        if (before.version != null && version.compareTo(before.version) < 0) {
            return "its position went back";
        }
        if (isRow() && number < row.number) {
            return "its row is older";
        }
        if (isRow() && !before.isRow() && number == row.number) {
            return "a row that was gone came back";
        }
        boolean sameVersion = version != null && version.equals(before.version);
        return sameVersion && number != before.number ? "it changed at the same position" : null;
    }
}
