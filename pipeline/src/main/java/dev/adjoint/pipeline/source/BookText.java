package dev.adjoint.pipeline.source;

import dev.adjoint.data.Holdout;
import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.data.text.BookOptions;
import dev.adjoint.data.text.BookPreprocessing;
import dev.adjoint.data.text.TextFiles;
import dev.adjoint.data.text.TextOptions;
import dev.adjoint.data.text.TextOptions.Tokens;
import dev.adjoint.pipeline.settings.PlanOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A running text: a text file, or a folder of them, for a language model.
///
/// @param path the file or the folder
/// @param options how the text becomes tokens
public record BookText(Path path, BookOptions options) implements DataSource {

  static final DataKind KIND_OF_DATA = new Kind();

  static final PlanOption<Integer> CONTEXT =
      PlanOption.whole(
          "context",
          2,
          TextOptions.MOST_LENGTH,
          "Tokens of a sample: as far as a gpt sees back. Default: 128.");

  /// A text by characters, everything else as usual.
  public static BookText of(Path path) {
    return new BookText(path, BookOptions.USUAL);
  }

  @Override
  public Prepared prepare(Holdout holdout) {
    holdout.requireRandom("of a running text the end is held out");
    return BookPreprocessing.prepare(
        path.toString(), TextFiles.read(path), options, holdout.part(), holdout.seed());
  }

  @Override
  public String name() {
    Path last = path.toAbsolutePath().normalize().getFileName();
    return last == null ? "texts" : last.toString().replaceFirst("(?<=.)\\.[^.]+$", "");
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", KIND_OF_DATA.name());
    map.put("path", path.toAbsolutePath().normalize().toString());
    map.put("tokens", options.tokens().toString());
    map.put("context", options.context());
    map.put("vocabulary", options.vocabulary());
    return map;
  }

  private record Kind() implements DataKind {

    @Override
    public String name() {
      return "book";
    }

    @Override
    public String title() {
      return "a running text";
    }

    @Override
    public boolean isTable() {
      return false;
    }

    @Override
    public List<PlanOption<?>> options() {
      return List.of(CsvTexts.TOKENS, CONTEXT, CsvTexts.VOCABULARY);
    }

    /// Files with an ending of texts. If a target is given, such a file is a table.
    @Override
    public boolean holds(Path path, DataPlan plan) {
      return plan.target().isEmpty() && TextFiles.hasTexts(path);
    }

    @Override
    public DataSource at(Path path, DataPlan plan) {
      return new BookText(
          path,
          new BookOptions(
              plan.value(CsvTexts.TOKENS).orElse(BookOptions.USUAL.tokens()),
              plan.value(CONTEXT).orElse(BookOptions.USUAL.context()),
              plan.value(CsvTexts.VOCABULARY).orElse(BookOptions.USUAL.vocabulary())));
    }

    @Override
    public DataSource fromMap(PlainMap fields) {
      return new BookText(
          fields.path("path"),
          new BookOptions(
              fields.choice("tokens", Tokens.values(), Tokens::toString),
              fields.whole("context", 2, TextOptions.MOST_LENGTH),
              fields.whole("vocabulary", 2, Integer.MAX_VALUE)));
    }
  }
}
