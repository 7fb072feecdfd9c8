package dev.adjoint.data;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Finds the known names that an unknown one was probably meant to be.
///
/// The distance is Levenshtein's with neighbouring letters swapped counting as one step, without
/// regard to case; a name is near when the distance is at most a third of the longer length, or
/// when one of the two contains the other.
public final class Spelling {
  private Spelling() {}

  /// A sentence fragment for the end of an error message: ` did you mean …?` or the list of names.
  /// Names that contain a comma are in quotes.
  ///
  /// @param word the unknown name
  /// @param known the names that exist
  /// @return `did you mean a or b?` when something is near, otherwise `there are: a, b, c`
  public static String suggest(String word, Collection<String> known) {
    List<String> near = nearest(word, known);
    if (!near.isEmpty()) {
      return "did you mean " + String.join(" or ", quoted(near)) + "?";
    }
    return "there are: " + list(quoted(known));
  }

  /// Joins names with commas, at most twenty of them.
  ///
  /// @param names any number of names
  /// @return `a, b, c` or `a, b, … and 30 more`
  public static String list(Collection<String> names) {
    if (names.size() <= 20) {
      return String.join(", ", names);
    }
    return String.join(", ", names.stream().limit(20).toList())
        + " and "
        + (names.size() - 20)
        + " more";
  }

  private static List<String> quoted(Collection<String> names) {
    return names.stream().map(name -> name.contains(",") ? '"' + name + '"' : name).toList();
  }

  /// At most three near names, the nearest first.
  ///
  /// @param word the unknown name
  /// @param known the names that exist
  /// @return near names in order of distance, then as they were given
  public static List<String> nearest(String word, Collection<String> known) {
    record Near(String name, int distance) {}
    String expected = word.toLowerCase(Locale.ROOT);
    return known.stream()
        .map(name -> new Near(name, distance(expected, name.toLowerCase(Locale.ROOT))))
        .filter(near -> isNear(expected, near.name().toLowerCase(Locale.ROOT), near.distance()))
        .sorted(Comparator.comparingInt(Near::distance))
        .limit(3)
        .map(Near::name)
        .toList();
  }

  private static boolean isNear(String a, String b, int distance) {
    int shorter = Math.min(a.length(), b.length());
    return distance <= Math.max(a.length(), b.length()) / 3
        || (shorter >= 3 && (a.contains(b) || b.contains(a)));
  }

  private static int distance(String a, String b) {
    int[][] steps = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          steps[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int best = Math.min(steps[i - 1][j], steps[i][j - 1]) + 1;
        best = Math.min(best, steps[i - 1][j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          best = Math.min(best, steps[i - 2][j - 2] + 1);
        }
        steps[i][j] = best;
      }
    }
    return steps[a.length()][b.length()];
  }
}
