package dev.adjoint.serve.input;

import dev.adjoint.data.series.Covariate;
import dev.adjoint.data.series.SeriesPreprocessing;
import dev.adjoint.data.series.WindowForm;
import dev.adjoint.pipeline.TrainedModel;
import dev.adjoint.pipeline.input.Inputs;
import dev.adjoint.serve.http.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The past of series: one tensor for each column, rows, or CSV.
///
/// @param preprocessing the columns
/// @param model the model
record SeriesInput(SeriesPreprocessing preprocessing, TrainedModel model) implements ServedInput {

  private static final int MOST_ROWS = 100_000;
  private static final String CSV = "csv";
  private static final double WAVE = 0.5;

  @Override
  public String kind() {
    return "series";
  }

  private List<String> columns() {
    return preprocessing.columns().names();
  }

  @Override
  public List<TensorSpec> tensors() {
    String target = preprocessing.columns().target();
    return columns().stream()
        .map(column ->
            new TensorSpec(
                column,
                column.equals(target) ? "FP64" : "BYTES",
                List.of(-1),
                Map.of("kind", column.equals(target) ? "number" : "text")))
        .toList();
  }

  @Override
  public Inputs of(List<TensorData> tensors) {
    return model.reader().of(NamedColumns.rows(tensors, columns()));
  }

  /// Reads rows in the forms of a table, and `{"csv": "…"}`.
  @Override
  public Inputs of(@Nullable Object body) {
    if (body instanceof Map<?, ?> map && map.get(CSV) instanceof String text) {
      return csv(text);
    }
    return model.reader().of(NamedColumns.rows(body, columns(), example()));
  }

  @Override
  public Inputs csv(String text) {
    long rows = text.lines().limit(MOST_ROWS + 2L).count() - 1;
    if (rows > MOST_ROWS) {
      throw Refusal.of(
          413, "body: there are more than %,d rows; send the latest ones".formatted(MOST_ROWS));
    }
    return model.reader().parse(text, "the body");
  }

  /// As many rows as a forecast reads, and the rows of the columns that are known for its times.
  @Override
  public Map<String, Object> example() {
    return Map.of(CSV, exampleText());
  }

  private String exampleText() {
    WindowForm window = preprocessing.window();
    Map.Entry<String, ?> first = preprocessing.scales().entrySet().iterator().next();
    double mean = preprocessing.usual(first.getKey());
    int rows = window.past() + (preprocessing.known().isEmpty() ? 0 : window.future());
    List<String> lines = new ArrayList<>(List.of(line(columns())));
    for (int row = 0; row < rows; row++) {
      List<String> cells = new ArrayList<>();
      preprocessing.columns().series().ifPresent(_ -> cells.add(first.getKey()));
      cells.add(preprocessing.time().text(preprocessing.frequency().seconds(row)));
      cells.add(row < window.past() ? "%.4g".formatted(mean + WAVE * (row % 2)) : "");
      Stream.concat(preprocessing.known().stream(), preprocessing.past().stream())
          .forEach(column -> cells.add(usual(column)));
      lines.add(line(cells));
    }
    return String.join("\n", lines);
  }

  private static String line(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.matches("[^\",\n\r]*") ? cell : "\"" + cell.replace("\"", "\"\"") + "\"")
        .collect(Collectors.joining(","));
  }

  private static String usual(Covariate column) {
    return column.categories().isEmpty()
        ? "%.4g".formatted(column.mean())
        : column.categories().getFirst();
  }

  @Override
  public Map<String, Object> form() {
    Map<String, Object> field = new LinkedHashMap<>();
    field.put("name", CSV);
    field.put("kind", "text");
    field.put("value", exampleText());
    return Map.of("fields", List.of(field));
  }
}
