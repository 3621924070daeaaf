package dev.lockstep.source.postgres.adhoc;

import java.util.List;

/**
 * How far the current table has been read.
 *
 * @param key the columns of the order in which it is read
 * @param last the key of the latest row; null before the first
 * @param max the largest key when it was begun: the end
 * @param rows how many were read
 */
record TableProgress(List<String> key, List<String> last, List<String> max, long rows) {

    TableProgress reached(List<String> latest, long read) {
        return new TableProgress(key, latest, max, rows + read);
    }
}
