package dev.adjoint.serve.input;

import dev.adjoint.data.prepare.CategoryFeature;
import dev.adjoint.data.prepare.DateFeature;
import dev.adjoint.data.prepare.EmbeddedFeature;
import dev.adjoint.data.prepare.Feature;
import dev.adjoint.data.prepare.NumberFeature;
import dev.adjoint.data.prepare.TablePreprocessing;
import dev.adjoint.pipeline.TrainedModel;
import dev.adjoint.pipeline.input.Inputs;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Rows of a table: one tensor for each column.
///
/// @param preprocessing the columns
/// @param model the model
record TableInput(TablePreprocessing preprocessing, TrainedModel model) implements ServedInput {

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

  /// The known properties of a column.
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
      case EmbeddedFeature embedded -> {
        map.put("kind", "category");
        map.put("categories", embedded.categories());
      }
    }
    return map;
  }

  @Override
  public Inputs of(List<TensorData> tensors) {
    return model.reader().of(NamedColumns.rows(tensors, columns()));
  }

  @Override
  public Inputs of(@Nullable Object body) {
    return model.reader().of(NamedColumns.rows(body, columns(), example()));
  }

  @Override
  public Inputs csv(String text) {
    return model.reader().parse(NamedColumns.checked(text), "the body");
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
            case EmbeddedFeature embedded ->
                embedded.categories().isEmpty() ? "" : embedded.categories().getFirst();
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
      case NAMED_MONTH -> "%s %d, %d".formatted(month(day), day.getDayOfMonth(), day.getYear());
      case TIME -> "%tR".formatted(LocalTime.ofSecondOfDay((long) (date.mean() * SECONDS_OF_DAY)));
    };
  }

  private static String month(LocalDate day) {
    return day.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }

  /// A number rounded to the digits that its deviation makes significant.
  private static BigDecimal usual(double value, double std) {
    int digits =
        (int) Math.clamp(2 + Math.floor(Math.log10(Math.max(Math.abs(value), std) / std)), 2L, 15L);
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits));
    return new BigDecimal(rounded.stripTrailingZeros().toPlainString());
  }

  /// The fields, each with its range: the mean plus and minus two deviations.
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
