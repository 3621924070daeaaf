package dev.lockstep.sink.typesense.write;

import java.util.ArrayList;
import java.util.List;

/** Filters by id, in pieces that the server takes. */
final class Filters {

    /** As many hits as one page of a search has. */
    static final int MOST_HITS = 250;

    /** The server refuses longer queries in a URL than 4000 characters. */
    private static final int MOST_CHARACTERS = 3_000;

    private Filters() {}

    /** Ids need no escape. */
    static String of(List<String> ids) {
        return "id:[`" + String.join("`,`", ids) + "`]";
    }

    /** Pieces for filters in a URL. */
    static List<List<String>> pieces(List<String> ids) {
        List<List<String>> pieces = new ArrayList<>();
        int from = 0;
        int characters = 0;
        for (int i = 0; i < ids.size(); i++) {
            // Backticks and commas become percent codes, as percent signs do.
            int more = ids.get(i).length() * 2 + 9;
            if (i > from && characters + more > MOST_CHARACTERS) {
                pieces.add(ids.subList(from, i));
                from = i;
                characters = 0;
            }
            characters += more;
        }
        if (from < ids.size()) {
            pieces.add(ids.subList(from, ids.size()));
        }
        return pieces;
    }

    /** Pieces of as many ids as one page has hits. */
    static List<List<String>> pages(List<String> ids) {
        List<List<String>> pages = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += MOST_HITS) {
            pages.add(ids.subList(from, Math.min(ids.size(), from + MOST_HITS)));
        }
        return pages;
    }
}
