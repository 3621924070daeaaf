package dev.lockstep.cli.option;

import dev.lockstep.event.Lsn;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a place in PostgreSQL's log. */
public final class LsnConverter implements ITypeConverter<Lsn> {

    @Override
    public Lsn convert(String text) {
        try {
            return Lsn.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
