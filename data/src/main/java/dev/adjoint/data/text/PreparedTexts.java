package dev.adjoint.data.text;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Holdout;
import dev.adjoint.data.Rows;
import dev.adjoint.data.Spelling;
import dev.adjoint.data.Split;
import dev.adjoint.data.prepare.Feature;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.data.prepare.Suspicions;
import dev.adjoint.data.prepare.TablePlan;
import dev.adjoint.data.prepare.TablePreprocessing;
import dev.adjoint.data.prepare.Target;
import dev.adjoint.data.table.Dialect;
import dev.adjoint.data.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A table of texts, split and turned into tokens. The vocabulary is learnt from the training rows
/// alone.
public final class PreparedTexts {

  /// The part of the training texts that are not longer than the length.
  private static final double WHOLE = 0.99;

  private static final int MOST_NGRAMS = 60_000;
  private static final int MOST_WORDS = 20_000;
  private static final int MOST_CHARACTERS = 8_000;
  private static final int MOST_PAIRS = 4_000;
  private static final int LONGEST = 512;

  private PreparedTexts() {}

  /// Prepares a table.
  ///
  /// @param holdout which rows are held out
  /// @throws DataException when a named column does not exist, no row has a text and a target, or
  ///   the target has only one class
  public static Prepared table(Table table, TextOptions options, Holdout holdout) {
    for (String column : options.columns()) {
      if (!table.has(column)) {
        throw new DataException(
            "read %s: there is no text column %s; %s"
                .formatted(table.source(), column, Spelling.suggest(column, table.names())));
      }
    }
    TablePlan whole = TablePlan.of(table, options.table());
    List<String> notes = new ArrayList<>(whole.notes());
    int[] rows = TextPreprocessing.withText(table, options.columns(), whole.rows(), notes);
    TablePlan plan = whole.withRows(rows);
    Rows parts = Prepared.split(plan, holdout);
    Target target = TablePreprocessing.target(plan, parts.training());
    if (!table.dialect().equals(Dialect.PLAIN)) {
      notes.addFirst("%s is %s".formatted(table.source(), table.dialect().describe()));
    }
    Optional<TablePreprocessing> columns =
        beside(plan.withoutFeatures(options.columns()), parts.training(), target, options, notes);
    List<String> texts =
        Arrays.stream(parts.training())
            .mapToObj(row -> TextPreprocessing.text(table, options.columns(), row))
            .toList();
    TextEncoder encoder = encoder(texts, options);
    TextPreprocessing text =
        new TextPreprocessing(
            options.columns(),
            encoder,
            length(texts, encoder, options, notes),
            target,
            table.dialect());
    if (columns.isPresent()) {
      return beside(plan, parts, new TextTablePreprocessing(text, columns.get()), notes);
    }
    Split split =
        new Split(
            plan.weighted(text.dataSet(table, parts.training()), parts.training()),
            plan.weighted(text.dataSet(table, parts.validation()), parts.validation()));
    return new Prepared(text, split, Optional.empty(), notes)
        .withTexts(written(text, table, parts.validation()));
  }

  private static Prepared beside(
      TablePlan plan, Rows parts, TextTablePreprocessing preprocessing, List<String> notes) {
    preprocessing.table().requireMemory(plan.table(), parts);
    plan.withoutFeatures(preprocessing.text().columns()).each().stream()
        .flatMap(each -> Suspicions.of(each).stream())
        .distinct()
        .forEach(notes::add);
    List<String> training = new ArrayList<>();
    List<String> held = new ArrayList<>();
    Split split =
        new Split(
            plan.weighted(
                preprocessing.trainingSet(plan.table(), parts.training(), training),
                parts.training()),
            plan.weighted(
                preprocessing.dataSet(plan.table(), parts.validation(), held), parts.validation()));
    training.forEach(note -> notes.add("training: " + note));
    held.forEach(note -> notes.add("validation: " + note));
    return new Prepared(preprocessing, split, Optional.empty(), notes)
        .withTexts(written(preprocessing.text(), plan.table(), parts.validation()));
  }

  private static List<Map<String, String>> written(
      TextPreprocessing text, Table table, int[] rows) {
    return Arrays.stream(rows).mapToObj(row -> text.cells(table, row)).toList();
  }

  /// How the columns beside the texts are read.
  ///
  /// @param plan without the text columns
  private static Optional<TablePreprocessing> beside(
      TablePlan plan, int[] training, Target target, TextOptions options, List<String> notes) {
    List<String> names = List.copyOf(plan.features().keySet());
    if (names.isEmpty()) {
      return Optional.empty();
    }
    if (!options.areColumnsRead()) {
      notes.add("not used, because this run reads texts only: %s".formatted(Spelling.list(names)));
      return Optional.empty();
    }
    Optional<TablePreprocessing> columns =
        TablePreprocessing.fitBeside(plan, training, target, notes);
    columns.ifPresent(found ->
        notes.add(
            "read beside the text (leave out with --drop): %s"
                .formatted(
                    Spelling.list(found.features().stream().map(Feature::column).toList()))));
    return columns;
  }

  private static TextEncoder encoder(List<String> texts, TextOptions options) {
    // A token that occurs in a single text does not help with other texts. A small set keeps all
    // tokens.
    int least = texts.size() < 200 ? 1 : 2;
    return switch (options.tokens().orElse(TextOptions.USUAL)) {
      case NGRAMS -> WordNgrams.of(texts, least, options.vocabulary().orElse(MOST_NGRAMS));
      case WORDS -> Words.of(texts, least, options.vocabulary().orElse(MOST_WORDS));
      case CHARACTERS ->
          Characters.open(texts, least, options.vocabulary().orElse(MOST_CHARACTERS));
      case BYTEPAIRS -> BytePairs.train(texts, options.vocabulary().orElse(MOST_PAIRS), true);
    };
  }

  private static int length(
      List<String> texts, TextEncoder encoder, TextOptions options, List<String> notes) {
    List<int[]> tokens = texts.stream().map(encoder::encode).toList();
    int length = options.length().orElseGet(() -> TokenRows.length(tokens, WHOLE, LONGEST));
    long cut = TokenRows.cut(tokens, length);
    notes.add(
        "%,d different tokens (%s), %d for each text%s"
            .formatted(
                encoder.size(),
                options.tokens().orElse(TextOptions.USUAL),
                length,
                cut == 0
                    ? ""
                    : "; %,d training %s cut to that"
                        .formatted(cut, cut == 1 ? "text is" : "texts are")));
    return length;
  }
}
