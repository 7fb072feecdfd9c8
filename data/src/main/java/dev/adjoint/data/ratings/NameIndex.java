package dev.adjoint.data.ratings;

import dev.adjoint.data.DataException;
import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.data.table.CellIdentity;
import dev.adjoint.data.table.Column;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The names of users or items and the index of each: 1, 2, … in the order of [CellIdentity#ORDER].
/// Index 0 stands for every name that the training part does not have.
public final class NameIndex {

  /// The index of a name that is not known.
  public static final int UNKNOWN = 0;

  private final CellIdentity identity;
  private final List<String> names;
  private final Map<String, Integer> indices;

  private NameIndex(CellIdentity identity, List<String> names) {
    this.identity = identity;
    this.names = List.copyOf(names);
    this.indices = HashMap.newHashMap(names.size());
    for (int i = 0; i < names.size(); i++) {
      if (indices.put(names.get(i), i + 1) != null) {
        throw new DataException(
            "ratings: the name '%s' occurs twice; each name has one index".formatted(names.get(i)));
      }
    }
  }

  /// The names in some rows of a column.
  ///
  /// @param column all its rows decide when two cells are the same name
  /// @param rows the rows whose names are known afterwards
  /// @return a new index
  public static NameIndex of(Column column, int... rows) {
    CellIdentity identity = CellIdentity.of(column);
    Map<String, Boolean> known = new HashMap<>();
    for (int row : rows) {
      known.put(identity.key(column.text(row)), true);
    }
    return new NameIndex(identity, known.keySet().stream().sorted(CellIdentity.ORDER).toList());
  }

  /// The index of a name.
  ///
  /// @param name as written in a cell, without blanks at either end
  /// @return 1 … [#count], or [#UNKNOWN]
  public int of(String name) {
    return indices.getOrDefault(identity.key(name), UNKNOWN);
  }

  /// The name of an index.
  ///
  /// @param index 1 … [#count]
  /// @return the name
  public String name(int index) {
    return names.get(index - 1);
  }

  /// The number of known names.
  ///
  /// @return how many
  public int count() {
    return names.size();
  }

  /// All known names, in the order of their indices.
  ///
  /// @return an unmodifiable list
  public List<String> names() {
    return names;
  }

  /// Everything as written in `model.json`.
  ///
  /// @return a new map
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("identity", identity.toString());
    map.put("names", names);
    return map;
  }

  /// Reads what [#toMap] gave.
  ///
  /// @param fields the map, untrusted
  /// @return the index
  /// @throws DataException when an entry is missing or wrong, or a name occurs twice
  public static NameIndex fromMap(PlainMap fields) {
    return new NameIndex(
        fields.choice("identity", CellIdentity.values(), CellIdentity::toString),
        fields.texts("names"));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NameIndex index
        && identity == index.identity
        && names.equals(index.names);
  }

  @Override
  public int hashCode() {
    return names.hashCode();
  }
}
