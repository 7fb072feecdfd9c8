package dev.adjoint.data.text;

import dev.adjoint.data.prepare.PlainMap;
import java.util.List;
import java.util.function.Function;

/// A kind of text encoder: its name and how it is read back from JSON.
///
/// @param name as written in JSON
/// @param fromMap reads what [TextEncoder#toMap] gave
public record TextEncoderKind(String name, Function<PlainMap, TextEncoder> fromMap) {

  /// All kinds. A new one is added here and nowhere else.
  public static final List<TextEncoderKind> ALL =
      List.of(
          new TextEncoderKind(Characters.KIND, Characters::from),
          new TextEncoderKind(Words.KIND, Words::from),
          new TextEncoderKind(BytePairs.KIND, BytePairs::from),
          new TextEncoderKind(WordNgrams.KIND, WordNgrams::from));

  /// Reads an encoder of any kind.
  ///
  /// @param fields what [TextEncoder#toMap] gave, untrusted
  /// @throws dev.adjoint.data.DataException when an entry is missing or wrong, or the kind is
  ///   unknown
  public static TextEncoder read(PlainMap fields) {
    String name = fields.text("kind");
    return ALL.stream()
        .filter(kind -> kind.name.equals(name))
        .findFirst()
        .orElseThrow(() ->
            fields.wrong("kind", "one of " + ALL.stream().map(TextEncoderKind::name).toList()))
        .fromMap
        .apply(fields);
  }
}
