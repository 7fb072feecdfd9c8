package dev.adjoint.serve.input;

import dev.adjoint.data.text.TextTablePreprocessing;
import dev.adjoint.pipeline.TrainedModel;
import dev.adjoint.pipeline.input.Inputs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Rows of a table with text columns beside other columns: one tensor for each column.
///
/// @param text the text columns
/// @param table the other columns
/// @param model the model
record TextTableInput(TextInput text, TableInput table, TrainedModel model) implements ServedInput {

  static TextTableInput of(TextTablePreprocessing preprocessing, TrainedModel model) {
    return new TextTableInput(
        new TextInput(preprocessing.text(), model),
        new TableInput(preprocessing.table(), model),
        model);
  }

  @Override
  public String kind() {
    return table.kind();
  }

  @Override
  public List<TensorSpec> tensors() {
    return Stream.concat(text.tensors().stream(), table.tensors().stream()).toList();
  }

  private List<String> columns() {
    return tensors().stream().map(TensorSpec::name).toList();
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
  public Inputs csv(String csv) {
    return model.reader().parse(NamedColumns.checked(csv), "the body");
  }

  @Override
  public Map<String, Object> example() {
    Map<String, Object> row = new LinkedHashMap<>(text.example());
    row.putAll(table.example());
    return row;
  }

  @Override
  public Map<String, Object> form() {
    List<Object> fields = new ArrayList<>();
    for (ServedInput part : List.of(text, table)) {
      if (part.form().get("fields") instanceof List<?> some) {
        fields.addAll(some);
      }
    }
    return Map.of("fields", fields);
  }
}
