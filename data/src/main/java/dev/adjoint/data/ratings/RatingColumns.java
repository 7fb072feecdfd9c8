package dev.adjoint.data.ratings;

import dev.adjoint.data.DataException;
import dev.adjoint.data.prepare.PlainMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which columns of a table of ratings hold what.
///
/// @param user who rated
/// @param item what was rated
/// @param rating how it was rated, a number
/// @param time when it was rated, a number or a date; with it the latest ratings are held out,
///   without it random ones
public record RatingColumns(String user, String item, String rating, Optional<String> time) {

  /// Checks that no column is named twice.
  ///
  /// @throws DataException naming the columns
  public RatingColumns {
    if (new HashSet<>(List.of(user, item, rating, time.orElse("\u0000"))).size() < 4) {
      throw new DataException(
          "ratings: user is column %s, item %s, rating %s%s; name a column of its own for each"
              .formatted(user, item, rating, time.map(" and time %s"::formatted).orElse("")));
    }
  }

  /// Everything as written in `model.json`.
  ///
  /// @return a new map
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("user", user);
    map.put("item", item);
    map.put("rating", rating);
    map.put("time", time.orElse(""));
    return map;
  }

  /// Reads what [#toMap] gave.
  ///
  /// @param fields the map, untrusted
  /// @return the columns
  /// @throws DataException when an entry is missing or wrong
  public static RatingColumns fromMap(PlainMap fields) {
    return new RatingColumns(
        fields.text("user"),
        fields.text("item"),
        fields.text("rating"),
        Optional.of(fields.text("time")).filter(name -> !name.isEmpty()));
  }
}
