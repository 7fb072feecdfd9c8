package dev.adjoint.pipeline.source;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Holdout;
import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.pipeline.settings.PlanOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The rows of a DataFrame on a cluster, which are not in a file and cannot be read again here.
///
/// @param target the column that was predicted
public record DataFrameRows(String target) implements DataSource {

  static final DataKind KIND_OF_DATA = new Kind();

  /// Always refuses: the rows were on a cluster.
  @Override
  public Prepared prepare(Holdout holdout) {
    throw new DataException(
        "read: the model was trained on the rows of a DataFrame on a cluster, which cannot be read again here; give new data in a file");
  }

  @Override
  public String name() {
    return "dataframe";
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", KIND_OF_DATA.name());
    map.put("target", target);
    return map;
  }

  private record Kind() implements DataKind {

    @Override
    public String name() {
      return "dataframe";
    }

    @Override
    public String title() {
      return "the DataFrame";
    }

    @Override
    public boolean isTable() {
      return true;
    }

    @Override
    public List<PlanOption<?>> options() {
      return List.of();
    }

    @Override
    public boolean holds(Path path, DataPlan plan) {
      return false;
    }

    @Override
    public DataSource at(Path path, DataPlan plan) {
      throw new DataException(
          "read %s: a DataFrame is on a cluster and not at a path; use the module spark"
              .formatted(path));
    }

    @Override
    public DataSource fromMap(PlainMap fields) {
      return new DataFrameRows(fields.text("target"));
    }
  }
}
