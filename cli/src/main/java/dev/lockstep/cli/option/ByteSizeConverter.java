package dev.lockstep.cli.option;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads a number of bytes: {@code 4096}, {@code 64MB}, {@code 1GiB}. Units are powers of 1024, as
 * PostgreSQL has them.
 */
public final class ByteSizeConverter implements ITypeConverter<Long> {

    private static final Pattern FORM =
            Pattern.compile("(\\d{1,12}) ?(?:(b)|([kmgt])(?:i?b)?)?", Pattern.CASE_INSENSITIVE);
    private static final String UNITS = "kmgt";
    private static final int BITS_OF_A_STEP = 10;

    @Override
    public Long convert(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new TypeConversionException("'" + text + "' is not a size such as 64MB or 1GB");
        }
        long number = Long.parseLong(matcher.group(1));
        String unit = matcher.group(3);
        int step = unit == null ? 0 : UNITS.indexOf(unit.toLowerCase(Locale.ROOT)) + 1;
        int shift = step * BITS_OF_A_STEP;
        long bytes = number << shift;
        if (bytes >> shift != number) {
            throw new TypeConversionException("'" + text + "' is more than there can be");
        }
        return bytes;
    }
}
