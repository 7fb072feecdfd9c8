package dev.adjoint.serve.input;

import dev.adjoint.data.prepare.CategoryFeature;
import dev.adjoint.data.prepare.DateFeature;
import dev.adjoint.data.prepare.Feature;
import dev.adjoint.data.prepare.NumberFeature;
import dev.adjoint.data.prepare.TablePreprocessing;
import dev.adjoint.pipeline.TrainedModel;
import dev.adjoint.pipeline.input.Inputs;
import dev.adjoint.serve.http.Json;
import dev.adjoint.serve.http.Refusal;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Rows of a table: one tensor for each column.
///
/// @param preprocessing the columns
/// @param model the model
record TableInput(TablePreprocessing preprocessing, TrainedModel model) implements ServedInput {

  private static final int MOST_COLUMNS = 10_000;
  private static final int SECONDS_OF_DAY = 24 * 60 * 60;

  @Override
  public String kind() {
    return "table";
  }

  private List<String> columns() {
    return preprocessing.features().stream().map(Feature::column).toList();
  }

  @Override
  public List<TensorSpec> tensors() {
    return preprocessing.features().stream()
        .map(feature ->
            new TensorSpec(
                feature.column(),
                feature instanceof NumberFeature ? "FP64" : "BYTES",
                List.of(-1),
                parameters(feature)))
        .toList();
  }

  /// What is known about a column.
  private static Map<String, Object> parameters(Feature feature) {
    Map<String, Object> map = new LinkedHashMap<>();
    switch (feature) {
      case NumberFeature number -> {
        map.put("kind", "number");
        map.put("mean", number.mean());
        map.put("standard_deviation", number.std());
      }
      case DateFeature date -> {
        map.put("kind", "date");
        map.put("format", date.format().toString());
      }
      case CategoryFeature category -> {
        map.put("kind", "category");
        map.put("categories", category.categories());
      }
    }
    return map;
  }

  @Override
  public Inputs of(List<TensorData> tensors) {
    int count = -1;
    Map<String, TensorData> byName = new LinkedHashMap<>();
    for (TensorData tensor : tensors) {
      int rows = tensor.shape().getFirst();
      if (tensor.data().size() != rows) {
        throw Refusal.of(
            400,
            "input \"%s\": shape %s does not fit [-1]; send one element for each row"
                .formatted(tensor.name(), tensor.shape()));
      }
      if (count >= 0 && rows != count) {
        throw Refusal.of(
            400,
            "input \"%s\": it has %,d rows but the inputs before it have %,d; send as many of each"
                .formatted(tensor.name(), rows, count));
      }
      count = rows;
      byName.put(tensor.name(), tensor);
    }
    List<String> missing =
        columns().stream().filter(column -> !byName.containsKey(column)).toList();
    if (!missing.isEmpty()) {
      throw Refusal.of(
          400,
          "inputs: there is no \"%s\"; send one input for each of the %d columns of the model's metadata"
              .formatted(missing.getFirst(), columns().size()));
    }
    ServedInput.requireCount(count);
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      Map<String, @Nullable Object> cells = new LinkedHashMap<>();
      for (TensorData tensor : byName.values()) {
        cells.put(tensor.name(), tensor.data().get(row));
      }
      rows.add(cells);
    }
    return model.reader().of(rows);
  }

  /// Takes `{"rows": [{…}, …]}`, `[{…}, …]` or one row `{…}`.
  @Override
  public Inputs of(@Nullable Object body) {
    Object rows =
        body instanceof Map<?, ?> map && map.get("rows") instanceof List<?> list ? list : body;
    List<?> all = rows instanceof List<?> list ? list : rows == null ? List.of() : List.of(rows);
    ServedInput.requireCount(all.size());
    List<Map<String, @Nullable Object>> given = new ArrayList<>();
    for (Object row : all) {
      if (!(row instanceof Map<?, ?> cells)) {
        throw Refusal.of(
            400,
            "row %d: it must be an object from column to value, such as %s"
                .formatted(given.size() + 1, Json.text(example())));
      }
      given.add(known(cells, given.size() + 1));
    }
    return model.reader().of(given);
  }

  /// The entries of the model's columns; others are not used and would only take memory.
  private Map<String, @Nullable Object> known(Map<?, ?> cells, int row) {
    Map<String, @Nullable Object> known = new LinkedHashMap<>();
    for (String column : columns()) {
      if (cells.containsKey(column)) {
        Object value = cells.get(column);
        if (value instanceof Map || value instanceof List) {
          throw Refusal.of(
              400,
              "row %d: column %s holds a list or an object but must be a number, a text, true, false or null"
                  .formatted(row, column));
        }
        known.put(column, value);
      }
    }
    return known;
  }

  @Override
  public Inputs csv(String text) {
    String header = text.lines().findFirst().orElse("");
    long delimiters = header.chars().filter(letter -> ",;\t|".indexOf(letter) >= 0).count();
    if (delimiters > MOST_COLUMNS) {
      throw Refusal.of(
          413,
          "body: the header names more than %,d columns; send those of the model alone"
              .formatted(MOST_COLUMNS));
    }
    ServedInput.requireCount(text.lines().limit(MOST_SAMPLES + 2L).count() - 1);
    return model.reader().parse(text, "the body");
  }

  /// A row in the middle of the training rows.
  @Override
  public Map<String, Object> example() {
    Map<String, Object> row = new LinkedHashMap<>();
    for (Feature feature : preprocessing.features()) {
      row.put(
          feature.column(),
          switch (feature) {
            case NumberFeature number -> usual(number.mean(), number.std());
            case DateFeature date -> text(date);
            case CategoryFeature category ->
                category.categories().isEmpty() ? "" : category.categories().getFirst();
          });
    }
    return row;
  }

  /// The middle date or time, as the training data writes them.
  private static String text(DateFeature date) {
    LocalDate day = LocalDate.ofEpochDay((long) Math.floor(date.mean()));
    return switch (date.format()) {
      case YEAR_FIRST -> day.toString();
      case DAY_FIRST -> "%td.%<tm.%<tY".formatted(day);
      case MONTH_FIRST -> "%tm/%<td/%<tY".formatted(day);
      case TIME -> "%tR".formatted(LocalTime.ofSecondOfDay((long) (date.mean() * SECONDS_OF_DAY)));
    };
  }

  /// A number rounded to what its deviation lets one see.
  private static BigDecimal usual(double value, double std) {
    int digits =
        (int) Math.clamp(2 + Math.floor(Math.log10(Math.max(Math.abs(value), std) / std)), 2L, 15L);
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits));
    return new BigDecimal(rounded.stripTrailingZeros().toPlainString());
  }

  /// The fields, each with its range: two deviations to both sides of the mean.
  @Override
  public Map<String, Object> form() {
    List<Map<String, Object>> fields = new ArrayList<>();
    Map<String, Object> example = example();
    for (Feature feature : preprocessing.features()) {
      Map<String, Object> field = new LinkedHashMap<>();
      field.put("name", feature.column());
      field.putAll(parameters(feature));
      field.put("value", example.get(feature.column()));
      if (feature instanceof NumberFeature number) {
        field.put("least", usual(number.mean() - 2 * number.std(), number.std()));
        field.put("greatest", usual(number.mean() + 2 * number.std(), number.std()));
      }
      fields.add(field);
    }
    return Map.of("fields", fields);
  }
}
