package dev.adjoint.pipeline.network;

import dev.adjoint.data.DataException;
import dev.adjoint.data.prepare.PlainMap;
import java.util.List;
import java.util.function.Function;

/// A kind of network that models can be made of.
///
/// @param name as it stands in `model.json`
/// @param reader reads what [Architecture#toMap] gave
public record ArchitectureKind(String name, Function<PlainMap, Architecture> reader) {

  /// All kinds. A new one is added here and nowhere else.
  public static final List<ArchitectureKind> ALL =
      List.of(new ArchitectureKind(Perceptron.KIND, Perceptron::fromMap));

  /// Reads an architecture of any kind.
  ///
  /// @param fields what [Architecture#toMap] gave, untrusted
  /// @throws DataException when an entry is missing or wrong, or the kind is unknown
  public static Architecture read(PlainMap fields) {
    String name = fields.text("kind");
    return ALL.stream()
        .filter(kind -> kind.name.equals(name))
        .findFirst()
        .orElseThrow(() -> fields.wrong("kind", "one of " + names()))
        .reader
        .apply(fields);
  }

  private static List<String> names() {
    return ALL.stream().map(ArchitectureKind::name).toList();
  }
}
