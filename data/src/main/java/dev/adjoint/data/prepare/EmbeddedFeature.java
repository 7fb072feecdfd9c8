package dev.adjoint.data.prepare;

import dev.adjoint.data.table.CellIdentity;
import dev.adjoint.data.table.Column;
import dev.adjoint.data.table.Table;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A column of many categories: one input, the index of the cell's category, which the network
/// looks up in a table of vectors.
///
/// Index 0 is shared by the values that only one training row has, the values that no training row
/// has, and missing cells where the training rows had none. Index 1 … n are the categories in their
/// order; index n + 1 is a missing cell, where the training rows had some.
///
/// @param column the column's name
/// @param categories the values with an index of their own, sorted
/// @param missing whether a missing cell has an index of its own
/// @param identity when two cells are the same category
public record EmbeddedFeature(
    String column, List<String> categories, boolean missing, CellIdentity identity)
    implements Feature {

  /// Sorts the categories, so that they can be found by bisection.
  public EmbeddedFeature {
    categories = categories.stream().map(identity::key).sorted().distinct().toList();
  }

  /// The number of different indices.
  public int size() {
    return 1 + categories.size() + (missing ? 1 : 0);
  }

  /// The column's name: it becomes one input.
  @Override
  public List<String> names() {
    return List.of(column);
  }

  @Override
  public CellState encode(Table table, Column cells, int row, float[] into, int offset) {
    if (cells.isMissing(row)) {
      into[offset] = missing ? categories.size() + 1 : 0;
      return CellState.MISSING;
    }
    String key = identity.key(cells.text(row));
    int which = Collections.binarySearch(categories, key);
    into[offset] = which < 0 ? 0 : which + 1;
    return which < 0 ? CellState.UNKNOWN : CellState.KNOWN;
  }

  @Override
  public String decode(float[] inputs, int offset) {
    int index = Math.round(inputs[offset]);
    if (index > categories.size()) {
      return "";
    }
    return index == 0 ? "…" : categories.get(index - 1);
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", "embedded");
    map.put("column", column);
    map.put("categories", categories);
    map.put("missing", missing);
    map.put("identity", identity.toString());
    return map;
  }

  static EmbeddedFeature from(PlainMap fields) {
    return new EmbeddedFeature(
        fields.text("column"),
        fields.texts("categories"),
        fields.truth("missing"),
        fields.choice("identity", CellIdentity.values(), CellIdentity::toString));
  }
}
