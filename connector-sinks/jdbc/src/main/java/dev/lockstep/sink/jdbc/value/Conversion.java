package dev.lockstep.sink.jdbc.value;

/** Turns the values of one column into what its target column is bound with. */
@FunctionalInterface
public interface Conversion {

    /**
     * A value of the class that the column's kind names.
     *
     * @param value null is SQL's NULL and stays it
     * @throws dev.lockstep.sink.apply.TargetException.BadRecord when the value does not fit
     */
    Object apply(Object value);
}
