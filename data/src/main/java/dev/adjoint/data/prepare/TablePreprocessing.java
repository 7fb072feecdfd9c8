package dev.adjoint.data.prepare;

import dev.adjoint.data.DataException;
import dev.adjoint.data.DataSet;
import dev.adjoint.data.Rows;
import dev.adjoint.data.Spelling;
import dev.adjoint.data.Task;
import dev.adjoint.data.table.CellIdentity;
import dev.adjoint.data.table.Column;
import dev.adjoint.data.table.DecimalText;
import dev.adjoint.data.table.Dialect;
import dev.adjoint.data.table.Table;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// What was learnt from the training rows of a table to turn cells into inputs and targets.
///
/// Means, deviations, categories and classes come from the training rows alone, so that the
/// validation rows stay unseen.
///
/// @param features how each used column becomes inputs, in the order of the inputs
/// @param target the target
/// @param dialect how the training data was written, used where a new file does not show how it is
///   written
public record TablePreprocessing(List<Feature> features, Target target, Dialect dialect)
    implements Preprocessing {
  private static final int MANY_INPUTS = 500;

  /// Preprocessing of data that did not come from a file.
  ///
  /// @param features how each used column becomes inputs, in the order of the inputs
  /// @param target the target
  public TablePreprocessing(List<Feature> features, Target target) {
    this(features, target, Dialect.PLAIN);
  }

  /// Copies the list; columns of many categories go to its end, where a network finds their inputs.
  public TablePreprocessing {
    features =
        features.stream()
            .sorted(Comparator.comparing((Feature feature) -> feature instanceof EmbeddedFeature))
            .toList();
  }

  /// Learns from the training rows.
  ///
  /// @param plan how the table is used
  /// @param training indices of the training rows
  /// @param notes where sentences about left-out columns go
  /// @return the preprocessing
  /// @throws DataException when no column is left, or the target has only one class or value
  public static TablePreprocessing fit(TablePlan plan, int[] training, List<String> notes) {
    Target target = target(plan, training);
    return of(plan, new FeatureFit(plan, training).fit(notes), target, notes);
  }

  /// The same where the columns are read beside something else, so that none may be left.
  ///
  /// @param target what [#target] learnt
  /// @return empty when no column helps; the notes say why
  public static Optional<TablePreprocessing> fitBeside(
      TablePlan plan, int[] training, Target target, List<String> notes) {
    List<Feature> features = new FeatureFit(plan, training).useful(notes);
    return features.isEmpty() ? Optional.empty() : Optional.of(of(plan, features, target, notes));
  }

  private static TablePreprocessing of(
      TablePlan plan, List<Feature> features, Target target, List<String> notes) {
    var preprocessing = new TablePreprocessing(features, target, plan.table().dialect());
    int width = preprocessing.featureNames().size();
    if (width >= MANY_INPUTS) {
      int columns = preprocessing.features().size();
      notes.add(
          "%d %s %,d inputs (most from column %s), so a step is as slow as with that many columns of numbers"
              .formatted(
                  columns,
                  columns == 1 ? "column becomes" : "columns become",
                  width,
                  preprocessing.widest().column()));
    }
    return preprocessing;
  }

  private Feature widest() {
    return Collections.max(
        features, Comparator.comparingInt((Feature feature) -> feature.names().size()));
  }

  /// Learns the target: the classes of the training rows, or the scale of their numbers.
  ///
  /// @param training indices of the training rows
  /// @throws DataException when the target has only one class or value
  public static Target target(TablePlan plan, int[] training) {
    return switch (plan.task()) {
      case CLASSIFICATION -> classes(plan, training);
      case MULTI_LABEL ->
          new LabelsTarget(plan.each().stream().map(each -> classes(each, training)).toList());
      case REGRESSION ->
          plan.others().isEmpty()
              ? number(plan, training)
              : new NumbersTarget(
                  plan.each().stream().map(each -> number(each, training)).toList());
    };
  }

  private static ClassTarget classes(TablePlan plan, int[] training) {
    CellIdentity identity = CellIdentity.of(plan.target());
    List<String> names =
        Arrays.stream(training)
            .mapToObj(row -> identity.key(plan.target().text(row)))
            .distinct()
            .sorted(CellIdentity.ORDER)
            .toList();
    return new ClassTarget(plan.target().name(), names, identity);
  }

  private static NumberTarget number(TablePlan plan, int[] training) {
    double[] values = Arrays.stream(training).mapToDouble(plan.target()::number).toArray();
    Moments moments = Moments.ofTarget(values);
    if (moments.isConstant()) {
      String least = DecimalText.name(moments.least());
      String greatest = DecimalText.name(moments.greatest());
      throw new DataException(
          ("prepare: target %s is %s in all of the %d training rows; there is nothing to learn,"
                  + " check the target column")
              .formatted(
                  plan.target().name(),
                  least.equals(greatest)
                      ? least
                      : "the same up to rounding (%s … %s)".formatted(least, greatest),
                  values.length));
    }
    return new NumberTarget(plan.target().name(), moments.mean(), moments.std());
  }

  /// Learns from a data set whose inputs are named numbers, such as a generated one.
  ///
  /// An input that is the same everywhere is only shifted.
  ///
  /// @param training features `[N, width]` with a name each
  /// @param targetName the name for the target
  /// @return the preprocessing; a table with columns of these names can be read with it
  /// @throws DataException when the target has only one class or value
  public static TablePreprocessing fit(DataSet training, String targetName) {
    List<String> names = training.featureNames();
    float[] values = training.features().toFloatArray();
    List<Feature> features = new ArrayList<>();
    for (int j = 0; j < names.size(); j++) {
      var moments = Moments.of(values, j, names.size());
      features.add(
          new NumberFeature(
              names.get(j), moments.mean(), moments.isConstant() ? 1 : moments.std()));
    }
    if (training.task() == Task.CLASSIFICATION) {
      return new TablePreprocessing(features, new ClassTarget(targetName, training.classes()));
    }
    var moments = Moments.of(training.target().toFloatArray(), 0, 1);
    return new TablePreprocessing(
        features, new NumberTarget(targetName, moments.mean(), moments.std()));
  }

  /// Scales a data set whose inputs are numbers as [#fit(DataSet, String)] learnt it.
  ///
  /// @param raw a data set with the inputs of this preprocessing, in its units
  /// @return the same samples, standardised
  public DataSet scale(DataSet raw) {
    float[] values = raw.features().toFloatArray();
    for (int i = 0; i < values.length; i++) {
      if (features.get(i % features.size()) instanceof NumberFeature number) {
        values[i] = (float) Moments.standardize(values[i], number.mean(), number.std());
      }
    }
    return new DataSet(
        Tensor.of(values, raw.features().shape()),
        scaledTarget(raw),
        raw.classes(),
        featureNames());
  }

  private Tensor scaledTarget(DataSet raw) {
    if (!(target instanceof NumberTarget number)) {
      return raw.target();
    }
    float[] values = raw.target().toFloatArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) number.standardize(values[i]);
    }
    return Tensor.of(values, raw.target().shape());
  }

  @Override
  public Shape featureShape() {
    return Shape.of(featureNames().size());
  }

  @Override
  public InputForm form() {
    List<Integer> sizes =
        features.stream()
            .filter(EmbeddedFeature.class::isInstance)
            .map(feature -> ((EmbeddedFeature) feature).size())
            .toList();
    return sizes.isEmpty()
        ? Preprocessing.super.form()
        : new InputForm.Columns(featureNames().size() - sizes.size(), sizes);
  }

  @Override
  public List<String> featureNames() {
    return features.stream().flatMap(feature -> feature.names().stream()).toList();
  }

  /// Turns every row of a table into inputs; the table needs no target column.
  ///
  /// @param table a table with the columns that were used in training, in any order
  /// @return the inputs and what was noticed
  /// @throws DataException when a column is missing or a cell cannot be read
  public Encoded features(Table table) {
    return features(table, IntStream.range(0, table.rows()).toArray());
  }

  /// Turns some rows of a table into inputs.
  ///
  /// @param table a table with the columns that were used in training, in any order
  /// @param rows indices of the rows
  /// @return the inputs and what was noticed
  /// @throws DataException when a column is missing or a cell cannot be read
  public Encoded features(Table table, int[] rows) {
    return features(table, rows, false);
  }

  private Encoded features(Table table, int[] rows, boolean areTraining) {
    requireColumns(table);
    int width = featureNames().size();
    memory(table).require(rows.length);
    float[] inputs = new float[rows.length * width];
    List<String> notes = new ArrayList<>();
    var missing = new LinkedHashMap<String, Integer>();
    int offset = 0;
    for (Feature feature : features) {
      Column column = table.column(feature.column());
      Map<String, Integer> unknown = new LinkedHashMap<>();
      for (int i = 0; i < rows.length; i++) {
        switch (feature.encode(table, column, rows[i], inputs, i * width + offset)) {
          case KNOWN -> {}
          case MISSING -> missing.merge(column.name(), 1, Integer::sum);
          case UNKNOWN -> unknown.merge(column.text(rows[i]), 1, Integer::sum);
        }
      }
      // What the training rows have themselves was told when the column was fitted.
      if (!unknown.isEmpty() && !areTraining) {
        notes.add(
            feature instanceof EmbeddedFeature
                ? "column %s has values that no training row or only one had (%s); they share one entry of its embedding"
                    .formatted(column.name(), counts(unknown))
                : "column %s has values that the training rows did not have (%s); they count as none of its categories"
                    .formatted(column.name(), counts(unknown)));
      }
      offset += feature.names().size();
    }
    if (!missing.isEmpty()) {
      int all = missing.values().stream().mapToInt(Integer::intValue).sum();
      notes.addFirst(
          "%d missing %s (%s): a number takes the mean of the training rows, a text is a category of its own"
              .formatted(all, all == 1 ? "cell" : "cells", counts(missing)));
    }
    return new Encoded(Tensor.of(inputs, Shape.of(rows.length, width)), notes);
  }

  /// Refuses rows for training and validation that do not fit into memory.
  ///
  /// @throws DataException when they do not
  public void requireMemory(Table table, Rows rows) {
    int targetBytes = target instanceof ClassTarget ? Long.BYTES : Float.BYTES;
    memory(table).require(rows.training().length, rows.validation().length, targetBytes);
  }

  private TableMemory memory(Table table) {
    return new TableMemory(
        table.source(),
        featureNames().size(),
        widest().column(),
        widest().names().size(),
        Runtime.getRuntime().maxMemory());
  }

  private void requireColumns(Table table) {
    List<String> absent =
        features.stream().map(Feature::column).filter(name -> !table.has(name)).toList();
    if (!absent.isEmpty()) {
      throw new DataException(
          "read %s: the model was trained with %s that the table does not have: %s; %s"
              .formatted(
                  table.source(),
                  absent.size() == 1 ? "a column" : absent.size() + " columns",
                  Spelling.list(absent),
                  absent.size() == 1
                      ? Spelling.suggest(absent.getFirst(), table.names())
                      : "there are: " + Spelling.list(table.names())));
    }
  }

  private static String counts(Map<String, Integer> counts) {
    return Spelling.list(
        counts.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList());
  }

  /// Turns some rows of a table into a data set.
  ///
  /// @param table a table with the columns that were used in training and the target
  /// @param rows indices of rows whose target is not missing
  /// @param notes where sentences about missing and unknown cells go
  /// @return inputs and targets
  /// @throws DataException when a column is missing, a cell cannot be read, or a row has a class
  ///   that the training rows did not have
  public DataSet dataSet(Table table, int[] rows, List<String> notes) {
    return dataSet(table, rows, notes, false);
  }

  /// The same for the rows that this preprocessing was learnt from.
  public DataSet trainingSet(Table table, int[] rows, List<String> notes) {
    return dataSet(table, rows, notes, true);
  }

  private DataSet dataSet(Table table, int[] rows, List<String> notes, boolean areTraining) {
    Tensor targets = TargetCells.tensor(table, rows, target);
    Encoded encoded = features(table, rows, areTraining);
    notes.addAll(encoded.notes());
    return new DataSet(encoded.features(), targets, target.classes(), featureNames());
  }

  /// Turns every row of a table whose target is known into a data set, such as a test file.
  ///
  /// @param table a table with the columns that were used in training and the target
  /// @param notes where sentences about missing and unknown cells and left-out rows go
  /// @return inputs and targets
  /// @throws DataException as the other form
  public DataSet dataSet(Table table, List<String> notes) {
    return dataSet(table, TargetCells.known(table, target, notes), notes);
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", "table");
    map.put("features", features.stream().map(Feature::toMap).toList());
    map.put("target", target.toMap());
    map.put("dialect", DialectMap.of(dialect));
    return map;
  }

  /// Reads what [#toMap] gave, for example out of a JSON file.
  ///
  /// @param fields the map, untrusted
  /// @return the preprocessing
  /// @throws DataException when an entry is missing or of the wrong kind
  public static TablePreprocessing fromMap(PlainMap fields) {
    return new TablePreprocessing(
        fields.maps("features").stream().map(TablePreprocessing::feature).toList(),
        Target.fromMap(fields.map("target").values()),
        // Runs of earlier versions only read plain files.
        fields.values().containsKey("dialect")
            ? DialectMap.from(fields.map("dialect"))
            : Dialect.PLAIN);
  }

  private static Feature feature(PlainMap fields) {
    return switch (fields.text("kind")) {
      case "number" -> NumberFeature.from(fields);
      case "category" -> CategoryFeature.from(fields);
      case "date" -> DateFeature.from(fields);
      case "embedded" -> EmbeddedFeature.from(fields);
      default -> throw fields.wrong("kind", "'number', 'date', 'category' or 'embedded'");
    };
  }

  /// Inputs, and sentences about cells that were missing or unknown.
  ///
  /// @param features inputs `[rows, width]`, F32
  /// @param notes what should be reported
  public record Encoded(Tensor features, List<String> notes) {}
}
