package dev.adjoint.data.prepare;

import dev.adjoint.data.table.Column;
import dev.adjoint.data.table.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A column of categories: one input for each, 1 for the cell's category and 0 for the others.
///
/// A missing cell is a category of its own where the training rows had missing cells. A value that
/// they did not have, and a missing cell where they had none, is 0 for every category.
///
/// @param column the column's name
/// @param categories the values of the training rows, sorted
/// @param missing whether the last input stands for a missing cell
public record CategoryFeature(String column, List<String> categories, boolean missing)
    implements Feature {

  /// Sorts the categories, so that they can be found by bisection.
  public CategoryFeature {
    categories = categories.stream().sorted().distinct().toList();
  }

  @Override
  public List<String> names() {
    List<String> names = new ArrayList<>();
    categories.forEach(category -> names.add(column + "=" + category));
    if (missing) {
      names.add(column + " missing");
    }
    return names;
  }

  @Override
  public CellState encode(Table table, Column cells, int row, float[] into, int offset) {
    if (cells.isMissing(row)) {
      if (missing) {
        into[offset + categories.size()] = 1;
      }
      return CellState.MISSING;
    }
    int which = Collections.binarySearch(categories, cells.text(row));
    if (which < 0) {
      return CellState.UNKNOWN;
    }
    into[offset + which] = 1;
    return CellState.KNOWN;
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", "category");
    map.put("column", column);
    map.put("categories", categories);
    map.put("missing", missing);
    return map;
  }

  static CategoryFeature from(PlainMap fields) {
    return new CategoryFeature(
        fields.text("column"), fields.texts("categories"), fields.truth("missing"));
  }
}
