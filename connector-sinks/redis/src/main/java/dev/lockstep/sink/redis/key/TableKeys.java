package dev.lockstep.sink.redis.key;

import dev.lockstep.event.Operation;
import dev.lockstep.sink.change.Delete;
import dev.lockstep.sink.change.RowChange;
import dev.lockstep.sink.change.RowImage;
import dev.lockstep.sink.change.RowShape;
import dev.lockstep.sink.change.SourceTable;
import dev.lockstep.sink.change.Upsert;
import dev.lockstep.sink.template.RowTemplate;
import dev.lockstep.sink.template.Template;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** The keys of one table's rows. */
final class TableKeys {

    private static final int CAPACITY = 1_000;

    /**
     * A template for rows of one shape.
     *
     * @param known whether the shape has all columns that it names: otherwise it is another table's
     * @param stable whether it names none but columns of the key, so that no update changes it
     */
    private record Bound(Template template, RowTemplate rows, boolean known, boolean stable) {}

    private final SourceTable table;
    private final List<Template> templates;
    private final IdentityHashMap<RowShape, Bound[]> shapes = new IdentityHashMap<>();
    private RowShape latestShape;
    private Bound[] latest;

    /** For whole rows as they came last; null while none has. */
    private Bound[] whole;

    TableKeys(SourceTable table, List<Template> templates) {
        this.table = table;
        this.templates = List.copyOf(templates);
    }

    ChangedKeys of(RowChange change) throws UntoldKeyException {
        return change instanceof Upsert upsert ? of(upsert) : of((Delete) change);
    }

    private ChangedKeys of(Upsert change) throws UntoldKeyException {
        Bound[] bound = bound(change.row().shape());
        whole = bound;
        if (bound.length == 1 && bound[0].stable && change.movedFrom() == null) {
            String key = now(bound[0], change, 0);
            return new ChangedKeys(key == null ? List.of() : List.of(key), List.of());
        }
        checkAny(bound);
        List<String> present = new ArrayList<>(bound.length);
        List<String> past = new ArrayList<>(bound.length);
        for (int i = 0; i < bound.length; i++) {
            if (bound[i].known) {
                add(present, now(bound[i], change, i));
                past(change, bound[i], i, past);
            }
        }
        past.removeAll(present);
        return new ChangedKeys(present, past);
    }

    /** A row of which no key is known would be left out in silence. */
    private void checkAny(Bound[] bound) throws UntoldKeyException {
        for (Bound each : bound) {
            if (each.known) {
                return;
            }
        }
        throw new UntoldKeyException(
                "Cannot find a key for a row of "
                        + table.table()
                        + ": it has none of the columns that key.format names. Correct key.format,"
                        + " or give the table its own by "
                        + table.table()
                        + "=<template>.");
    }

    private static void add(List<String> keys, String key) {
        if (key != null && !keys.contains(key)) {
            keys.add(key);
        }
    }

    private String now(Bound bound, Upsert change, int index) throws UntoldKeyException {
        String key = bound.rows.fill(change.row());
        if (key != null) {
            return key;
        }
        if (bound.template.columns().isEmpty()) {
            throw untold(bound, "the row's key, or its database or schema");
        }
        if (!isUntold(bound, change.row())) {
            return null;
        }
        // A value that the log does not carry has not changed.
        RowImage before = change.before();
        if (before != null) {
            Bound old = bound(before.shape())[index];
            if (old.known && !isUntold(old, before)) {
                return old.rows.fill(before);
            }
        }
        throw untold(bound, "a column whose value the log did not carry");
    }

    private static boolean isUntold(Bound bound, RowImage row) {
        if (row.unavailable() == null) {
            return false;
        }
        Set<String> columns = bound.template.columns();
        return row.unavailable().stream()
                .anyMatch(i -> columns.contains(row.shape().columns().get(i).name()));
    }

    private void past(Upsert change, Bound bound, int index, List<String> past)
            throws UntoldKeyException {
        if (change.movedFrom() != null) {
            add(past, ofKey(change.movedFrom(), index));
        }
        boolean hadOther =
                !bound.stable
                        && (change.operation() == Operation.UPDATE || change.movedFrom() != null);
        if (hadOther) {
            add(past, before(change.before(), bound, index));
        }
    }

    private ChangedKeys of(Delete change) throws UntoldKeyException {
        if (whole != null) {
            checkAny(whole);
        }
        List<String> past = new ArrayList<>(templates.size());
        for (int i = 0; i < templates.size(); i++) {
            String key = ofKey(change.row(), i);
            if (key == null) {
                Bound[] rows = change.before() == null ? whole : bound(change.before().shape());
                if (rows == null || rows[i].known) {
                    key = before(change.before(), rows == null ? null : rows[i], i);
                }
            }
            add(past, key);
        }
        return new ChangedKeys(List.of(), past);
    }

    /** The key as far as the row's key tells; null where it does not. */
    private String ofKey(RowImage key, int index) {
        Bound bound = bound(key.shape())[index];
        return bound.known ? bound.rows.fill(key) : null;
    }

    /** The key of the row as it was; null where it had none, for a column of it was NULL. */
    private String before(RowImage before, Bound bound, int index) throws UntoldKeyException {
        Bound old = before == null ? bound : bound(before.shape())[index];
        if (before == null || isKeyOnly(before) || isUntold(old, before)) {
            throw untold(old, "what the row was before");
        }
        return old.rows.fill(before);
    }

    /** Whether a row looks like one of which the source logs nothing but the key. */
    private static boolean isKeyOnly(RowImage row) {
        List<RowShape.Column> columns = row.shape().columns();
        boolean others = false;
        for (int i = 0; i < columns.size(); i++) {
            if (!columns.get(i).key()) {
                others = true;
                if (row.value(i) != null || row.exactText(i) != null) {
                    return false;
                }
            }
        }
        return others;
    }

    private UntoldKeyException untold(Bound bound, String what) {
        return new UntoldKeyException(
                "Cannot find a key of a changed row of "
                        + table.table()
                        + (bound == null ? "" : " (" + bound.template + ")")
                        + ": the record does not tell "
                        + what
                        + ". Let the source log whole rows (REPLICA IDENTITY FULL), or make the key"
                        + " of columns of the primary key.");
    }

    @SuppressWarnings("ReferenceEquality") // shapes are the same object when they are the same
    private Bound[] bound(RowShape shape) {
        if (shape != latestShape) {
            if (shapes.size() >= CAPACITY) {
                shapes.clear();
            }
            latest = shapes.computeIfAbsent(shape, this::bind);
            latestShape = shape;
        }
        return latest;
    }

    private Bound[] bind(RowShape shape) {
        Set<String> all = new HashSet<>();
        Set<String> key = new HashSet<>();
        for (RowShape.Column column : shape.columns()) {
            all.add(column.name());
            if (column.key()) {
                key.add(column.name());
            }
        }
        return templates.stream()
                .map(
                        template ->
                                new Bound(
                                        template,
                                        template.bind(table, shape),
                                        all.containsAll(template.columns()),
                                        key.containsAll(template.columns())))
                .toArray(Bound[]::new);
    }
}
