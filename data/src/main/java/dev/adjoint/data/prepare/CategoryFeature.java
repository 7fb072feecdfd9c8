package dev.adjoint.data.prepare;

import dev.adjoint.data.table.CellIdentity;
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
/// they did not have, and a missing cell where they had none, is 0 for every category. A column of
/// more categories is an [EmbeddedFeature]; in models of earlier versions its rare ones share one
/// input with those never seen.
///
/// @param column the column's name
/// @param categories the values of the training rows, sorted
/// @param missing whether an input after those of the categories stands for a missing cell
/// @param identity when two cells are the same category
/// @param other whether the last input stands for every value that is not among the categories
public record CategoryFeature(
    String column, List<String> categories, boolean missing, CellIdentity identity, boolean other)
    implements Feature {

  /// Sorts the categories, so that they can be found by bisection.
  public CategoryFeature {
    categories = categories.stream().map(identity::key).sorted().distinct().toList();
  }

  /// Categories whose identity is found from their values, each with an input of its own.
  ///
  /// @param column the column's name
  /// @param categories the values of the training rows
  /// @param missing whether the last input stands for a missing cell
  public CategoryFeature(String column, List<String> categories, boolean missing) {
    this(column, categories, missing, CellIdentity.of(categories), false);
  }

  @Override
  public List<String> names() {
    List<String> names = new ArrayList<>();
    categories.forEach(category -> names.add(column + "=" + category));
    if (missing) {
      names.add(column + " missing");
    }
    if (other) {
      names.add(column + " other");
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
    int which = Collections.binarySearch(categories, identity.key(cells.text(row)));
    if (which < 0 && other) {
      into[offset + categories.size() + (missing ? 1 : 0)] = 1;
      return CellState.KNOWN;
    }
    if (which < 0) {
      return CellState.UNKNOWN;
    }
    into[offset + which] = 1;
    return CellState.KNOWN;
  }

  @Override
  public String decode(float[] inputs, int offset) {
    for (int i = 0; i < categories.size(); i++) {
      if (inputs[offset + i] > 0.5f) {
        return categories.get(i);
      }
    }
    return missing && inputs[offset + categories.size()] > 0.5f ? "" : "…";
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", "category");
    map.put("column", column);
    map.put("categories", categories);
    map.put("missing", missing);
    map.put("identity", identity.toString());
    map.put("other", other);
    return map;
  }

  static CategoryFeature from(PlainMap fields) {
    String column = fields.text("column");
    List<String> categories = fields.texts("categories");
    boolean missing = fields.truth("missing");
    // Runs of earlier versions do not store the identity.
    return fields.values().containsKey("identity")
        ? new CategoryFeature(
            column,
            categories,
            missing,
            fields.choice("identity", CellIdentity.values(), CellIdentity::toString),
            fields.truth("other"))
        : new CategoryFeature(column, categories, missing);
  }
}
