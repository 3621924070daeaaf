package dev.lockstep.cli.tail;

import dev.lockstep.event.Operation;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an operation by any of its names. */
final class OperationConverter implements ITypeConverter<Operation> {

    @Override
    public Operation convert(String text) {
        try {
            return Operation.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
