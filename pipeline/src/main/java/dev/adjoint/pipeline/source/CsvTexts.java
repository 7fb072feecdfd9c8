package dev.adjoint.pipeline.source;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Holdout;
import dev.adjoint.data.Spelling;
import dev.adjoint.data.csv.TableReader;
import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.data.text.PreparedTexts;
import dev.adjoint.data.text.TextOptions;
import dev.adjoint.data.text.TextOptions.Tokens;
import dev.adjoint.pipeline.settings.PlanOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A CSV file with texts and a column to predict from them and from the other columns.
///
/// @param file the file; `-` is the standard input
/// @param options the text columns and the target
public record CsvTexts(Path file, TextOptions options) implements DataSource {

  static final DataKind KIND_OF_DATA = new Kind();

  static final PlanOption<List<String>> TEXT =
      new PlanOption<>(
          "text",
          "COLUMN,…",
          "Columns of text from which the target is predicted, with commas between them; the other"
              + " columns are read as in a table.",
          CsvTexts::columns);

  static final PlanOption<Tokens> TOKENS =
      new PlanOption<>(
          "tokens",
          "NAME",
          "How texts become tokens: %s. Default: what fits the model."
              .formatted(String.join(", ", names())),
          CsvTexts::tokens);

  static final PlanOption<Integer> LENGTH =
      PlanOption.whole(
          "length",
          1,
          TextOptions.MOST_LENGTH,
          "Tokens of a text; longer ones are cut. Default: what 99 % of the texts need, at most"
              + " 512.");

  static final PlanOption<Integer> VOCABULARY =
      PlanOption.whole(
          "vocabulary", 2, 1 << 20, "Different tokens at most. Default: what is usual for them.");

  /// A CSV file with one text column and the column to predict; everything else is found from the
  /// data.
  public static CsvTexts of(Path file, String text, String target) {
    return new CsvTexts(file, TextOptions.of(text, target));
  }

  private static List<String> columns(String text) {
    List<String> columns = Arrays.stream(text.split(",")).map(String::strip).toList();
    if (columns.isEmpty() || columns.stream().anyMatch(String::isEmpty)) {
      throw new DataException(
          "text: '%s' names no column; give such as title or title,body".formatted(text));
    }
    return columns;
  }

  private static List<String> names() {
    return Stream.of(Tokens.values()).map(Tokens::toString).toList();
  }

  private static Tokens tokens(String text) {
    for (Tokens each : Tokens.values()) {
      if (each.toString().equals(text.strip().toLowerCase(Locale.ROOT))) {
        return each;
      }
    }
    throw new DataException(
        "tokens: there is no '%s'; %s".formatted(text, Spelling.suggest(text, names())));
  }

  @Override
  public Prepared prepare(Holdout holdout) {
    return PreparedTexts.table(TableReader.read(file, options.table().reading()), options, holdout);
  }

  /// The bag takes words and parts of words, in any order; every other network takes words in their
  /// order.
  @Override
  public DataSource readFor(Optional<String> model) {
    boolean usual = model.isEmpty() || model.get().equals("bag");
    return options.tokens().isPresent() || usual
        ? this
        : new CsvTexts(file, options.withTokens(Tokens.WORDS));
  }

  private CsvTable table() {
    return new CsvTable(file, options.table());
  }

  @Override
  public String name() {
    return table().name();
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>(table().toMap());
    map.put("kind", KIND_OF_DATA.name());
    map.put("text", options.columns());
    map.put("tokens", options.tokens().map(Tokens::toString).orElse(""));
    map.put("length", options.length().orElse(0));
    map.put("vocabulary", options.vocabulary().orElse(0));
    map.put("columns_beside", options.areColumnsRead());
    return map;
  }

  private record Kind() implements DataKind {

    @Override
    public String name() {
      return "texts";
    }

    @Override
    public String title() {
      return "a table with --text";
    }

    @Override
    public boolean isTable() {
      return true;
    }

    @Override
    public List<PlanOption<?>> options() {
      return List.of(TEXT, TOKENS, LENGTH, VOCABULARY, CsvTable.WEIGHT);
    }

    @Override
    public boolean holds(Path path, DataPlan plan) {
      return plan.has(TEXT) && !Files.isDirectory(path);
    }

    @Override
    public DataSource at(Path path, DataPlan plan) {
      return new CsvTexts(
          path,
          new TextOptions(
              plan.value(TEXT).orElse(List.of()),
              plan.table(path),
              plan.value(TOKENS),
              plan.value(LENGTH),
              plan.value(VOCABULARY),
              true));
    }

    @Override
    public DataSource fromMap(PlainMap fields) {
      String tokens = fields.text("tokens");
      int length = fields.whole("length", 0, TextOptions.MOST_LENGTH);
      int vocabulary = fields.whole("vocabulary", 0, Integer.MAX_VALUE);
      CsvTable table = (CsvTable) CsvTable.KIND_OF_DATA.fromMap(fields);
      return new CsvTexts(
          table.file(),
          new TextOptions(
              fields.texts("text"),
              table.options(),
              tokens.isEmpty()
                  ? Optional.empty()
                  : Optional.of(fields.choice("tokens", Tokens.values(), Tokens::toString)),
              length == 0 ? Optional.empty() : Optional.of(length),
              vocabulary == 0 ? Optional.empty() : Optional.of(vocabulary),
              // Runs of earlier versions read texts only.
              fields.values().containsKey("columns_beside") && fields.truth("columns_beside")));
    }
  }
}
