package dev.adjoint.serve.input;

import dev.adjoint.data.text.TextPreprocessing;
import dev.adjoint.pipeline.TrainedModel;
import dev.adjoint.pipeline.input.Inputs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Texts: one tensor of texts for each column.
///
/// @param preprocessing the columns
/// @param model the model
record TextInput(TextPreprocessing preprocessing, TrainedModel model) implements ServedInput {

  private static final String TEXT = "text";

  @Override
  public String kind() {
    return TEXT;
  }

  @Override
  public List<TensorSpec> tensors() {
    return preprocessing.columns().stream()
        .map(column -> new TensorSpec(column, "BYTES", List.of(-1), Map.of("kind", TEXT)))
        .toList();
  }

  @Override
  public Inputs of(List<TensorData> tensors) {
    return model.reader().of(NamedColumns.rows(tensors, preprocessing.columns()));
  }

  /// Reads rows in the forms of a table. If the model has one column, it also reads `{"text": "…"}`
  /// and a list of texts.
  @Override
  public Inputs of(@Nullable Object body) {
    return model.reader().of(NamedColumns.rows(named(body), preprocessing.columns(), example()));
  }

  private @Nullable Object named(@Nullable Object body) {
    if (preprocessing.columns().size() > 1) {
      return body;
    }
    String column = preprocessing.columns().getFirst();
    if (body instanceof Map<?, ?> map && map.size() == 1 && map.get(TEXT) instanceof String text) {
      return Map.of(column, text);
    }
    if (body instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
      List<Object> rows = new ArrayList<>();
      list.forEach(text -> rows.add(Map.of(column, text)));
      return rows;
    }
    return body;
  }

  @Override
  public Inputs csv(String text) {
    return model.reader().parse(NamedColumns.checked(text), "the body");
  }

  @Override
  public Map<String, Object> example() {
    Map<String, Object> row = new LinkedHashMap<>();
    preprocessing.columns().forEach(column -> row.put(column, "some text"));
    return row;
  }

  @Override
  public Map<String, Object> form() {
    List<Map<String, Object>> fields = new ArrayList<>();
    for (String column : preprocessing.columns()) {
      fields.add(Map.of("name", column, "kind", TEXT, "value", ""));
    }
    return Map.of("fields", fields);
  }
}
