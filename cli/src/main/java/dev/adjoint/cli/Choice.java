package dev.adjoint.cli;

import dev.adjoint.data.Spelling;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads an option that is one of a few names, without regard to case, dashes and underscores.
record Choice<E extends Enum<E>>(Class<E> type) implements ITypeConverter<E> {

  @Override
  public E convert(String text) {
    E[] values = type.getEnumConstants();
    for (E value : values) {
      if (plain(text).equals(plain(value.toString())) || plain(text).equals(plain(value.name()))) {
        return value;
      }
    }
    List<String> names = Stream.of(values).map(Enum::toString).toList();
    throw new TypeConversionException(
        "there is no '%s'; %s".formatted(text, Spelling.suggest(text, names)));
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }
}
