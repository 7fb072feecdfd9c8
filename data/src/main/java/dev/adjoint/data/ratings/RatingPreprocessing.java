package dev.adjoint.data.ratings;

import dev.adjoint.data.DataException;
import dev.adjoint.data.DataSet;
import dev.adjoint.data.Holdout;
import dev.adjoint.data.Rows;
import dev.adjoint.data.Split;
import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.data.prepare.NumberTarget;
import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.data.prepare.Preprocessing;
import dev.adjoint.data.table.Column;
import dev.adjoint.data.table.Table;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// How a model reads ratings: a user and an item become their indices `[2]` (I64), the rating is
/// standardised.
///
/// @param columns which columns hold what
/// @param users the users that the training part knows
/// @param items the items that the training part knows
/// @param target the rating, with mean and deviation of the training part
public record RatingPreprocessing(
    RatingColumns columns, NameIndex users, NameIndex items, NumberTarget target)
    implements Preprocessing {

  /// The name as written in `model.json`.
  public static final String KIND = "ratings";

  /// Reads ratings, holds out a part and learns names and scale from the rest.
  ///
  /// @param table a row for each rating
  /// @param columns which columns hold what
  /// @param holdout which ratings are held out, where no time decides that
  /// @return the data
  /// @throws DataException when a column is missing, a rating is not a number, or nothing can be
  ///   learnt
  public static Prepared prepare(Table table, RatingColumns columns, Holdout holdout) {
    List<String> notes = new ArrayList<>(table.notes());
    int[] usable = usable(table, columns, notes);
    Column ratings = table.column(columns.rating());
    for (int row : usable) {
      requireNumber(ratings, row, table);
    }
    Rows rows = RatingSplit.of(table, columns, usable, holdout);
    NumberTarget target = target(ratings, rows.training());
    RatingPreprocessing preprocessing =
        new RatingPreprocessing(
            columns,
            NameIndex.of(table.column(columns.user()), rows.training()),
            NameIndex.of(table.column(columns.item()), rows.training()),
            target);
    notes.add(
        "%,d users and %,d items; %.3g %% of all pairs are rated"
            .formatted(
                preprocessing.users.count(),
                preprocessing.items.count(),
                100.0
                    * rows.training().length
                    / ((double) preprocessing.users.count() * preprocessing.items.count())));
    List<String> held = new ArrayList<>();
    Split split =
        new Split(
            preprocessing.dataSet(table, rows.training(), new ArrayList<>()),
            preprocessing.dataSet(table, rows.validation(), held));
    held.forEach(note -> notes.add("validation: " + note));
    return new Prepared(preprocessing, split, Optional.empty(), notes);
  }

  private static int[] usable(Table table, RatingColumns columns, List<String> notes) {
    List<Column> needed =
        List.of(
            table.column(columns.user()),
            table.column(columns.item()),
            table.column(columns.rating()));
    int[] rows =
        IntStream.range(0, table.rows())
            .filter(row -> needed.stream().noneMatch(column -> column.isMissing(row)))
            .toArray();
    if (rows.length < table.rows()) {
      notes.add(
          "%,d rows without a user, an item or a rating are left out"
              .formatted(table.rows() - rows.length));
    }
    Set<String> pairs = new HashSet<>();
    long again =
        IntStream.of(rows)
            .filter(row -> !pairs.add(needed.get(0).text(row) + "\n" + needed.get(1).text(row)))
            .count();
    if (again > 0) {
      notes.add(
          "%,d ratings are of a user and an item that have one already; each counts"
              .formatted(again));
    }
    return rows;
  }

  private static NumberTarget target(Column column, int[] rows) {
    double mean = IntStream.of(rows).mapToDouble(column::number).average().orElse(Double.NaN);
    double variance =
        IntStream.of(rows)
            .mapToDouble(row -> Math.pow(column.number(row) - mean, 2))
            .average()
            .orElse(Double.NaN);
    return new NumberTarget(column.name(), mean, Math.sqrt(variance));
  }

  private static void requireNumber(Column column, int row, Table table) {
    if (!Double.isFinite(column.number(row))) {
      throw new DataException(
          "read %s: %s is '%s' but a rating is a finite number; correct the cell or name another column"
              .formatted(table.source(), table.location(row, column), column.text(row)));
    }
  }

  /// The prepared inputs of some rows.
  ///
  /// @param features `[N, 2]`, I64: the index of the user and of the item
  /// @param notes what should be reported about unknown names
  public record Encoded(Tensor features, List<String> notes) {}

  /// Users and items of a table as indices.
  ///
  /// @param table rows with the columns of the user and the item
  /// @return one sample a row; unknown names are [NameIndex#UNKNOWN]
  /// @throws DataException when a column is missing
  public Encoded features(Table table) {
    List<String> notes = new ArrayList<>();
    int[] all = IntStream.range(0, table.rows()).toArray();
    return new Encoded(features(table, all, notes), notes);
  }

  private Tensor features(Table table, int[] rows, List<String> notes) {
    Column user = table.column(columns.user());
    Column item = table.column(columns.item());
    long[] pairs = new long[2 * rows.length];
    int unknownUsers = 0;
    int unknownItems = 0;
    for (int i = 0; i < rows.length; i++) {
      pairs[2 * i] = users.of(user.text(rows[i]));
      pairs[2 * i + 1] = items.of(item.text(rows[i]));
      unknownUsers += pairs[2 * i] == NameIndex.UNKNOWN ? 1 : 0;
      unknownItems += pairs[2 * i + 1] == NameIndex.UNKNOWN ? 1 : 0;
    }
    note(notes, unknownUsers, "a user", "the item's own rating and the mean");
    note(notes, unknownItems, "an item", "the user's own rating and the mean");
    return Tensor.of(pairs, Shape.of(rows.length, 2));
  }

  private static void note(List<String> notes, int count, String what, String fallback) {
    if (count > 0) {
      notes.add(
          "%,d row%s of %s that the training part does not have; the answer comes from %s"
              .formatted(count, count == 1 ? " is" : "s are", what, fallback));
    }
  }

  /// Samples whose rating is known.
  ///
  /// @param table rows with all three columns
  /// @param notes where sentences about left-out rows and unknown names go
  /// @return the samples
  /// @throws DataException when a column is missing or a rating is not a number
  public DataSet dataSet(Table table, List<String> notes) {
    return dataSet(table, usable(table, columns, notes), notes);
  }

  private DataSet dataSet(Table table, int[] rows, List<String> notes) {
    Column column = table.column(columns.rating());
    float[] targets = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      requireNumber(column, rows[i], table);
      targets[i] = (float) target.standardize(column.number(rows[i]));
    }
    return new DataSet(
        features(table, rows, notes),
        Tensor.of(targets, Shape.of(rows.length, 1)),
        List.of(),
        featureNames());
  }

  @Override
  public Shape featureShape() {
    return Shape.of(2);
  }

  @Override
  public InputForm form() {
    return new InputForm.Interaction(users.count() + 1, items.count() + 1);
  }

  @Override
  public List<String> featureNames() {
    return List.of(columns.user(), columns.item());
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", KIND);
    map.put("columns", columns.toMap());
    map.put("users", users.toMap());
    map.put("items", items.toMap());
    map.put("target", target.toMap());
    return map;
  }

  /// Reads what [#toMap] gave.
  ///
  /// @param fields the map, untrusted
  /// @return the preprocessing
  /// @throws DataException when an entry is missing or wrong
  public static RatingPreprocessing fromMap(PlainMap fields) {
    PlainMap target = fields.map("target");
    return new RatingPreprocessing(
        RatingColumns.fromMap(fields.map("columns")),
        NameIndex.fromMap(fields.map("users")),
        NameIndex.fromMap(fields.map("items")),
        new NumberTarget(target.text("column"), target.number("mean"), target.positive("std")));
  }
}
