package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.ShapeException;
import java.util.List;

/// The rules and names that [Lstm] and [Gru] share: layers of cells, one or two for each layer.
final class CellStack {

  private CellStack() {}

  /// The sizes of a cell.
  ///
  /// @param out the numbers of the output, fewer than `size` where the state is projected
  record Sizes(int in, int size, int out) {

    /// A cell whose output is its state.
    Sizes(int in, int size) {
      this(in, size, size);
    }

    @Override
    public String toString() {
      return "%d → %d%s".formatted(in, size, out == size ? "" : " → " + out);
    }
  }

  /// A copy of the list, of which no cell may be null.
  static <T> List<T> copy(String owner, List<T> cells, String type) {
    Require.given(owner, "the list of cells", cells);
    for (int i = 0; i < cells.size(); i++) {
      Require.given(owner, "cell " + i, cells.get(i), "give " + type);
    }
    return List.copyOf(cells);
  }

  /// Checks that the sizes of the layers agree and that the dropout has layers to act between.
  static void require(String owner, List<Sizes> cells, boolean bidirectional, double dropout) {
    int directions = bidirectional ? 2 : 1;
    if (cells.isEmpty() || cells.size() % directions != 0) {
      throw new IllegalArgumentException(
          "%s: there are %d cells for %d %s; give at least one layer, each with %d"
              .formatted(
                  owner,
                  cells.size(),
                  directions,
                  directions == 1 ? "direction" : "directions",
                  directions));
    }
    Sizes first = cells.getFirst();
    for (int i = 0; i < cells.size(); i++) {
      int in = i < directions ? first.in() : directions * first.out();
      Sizes needed = new Sizes(in, first.size(), first.out());
      if (!cells.get(i).equals(needed)) {
        throw new ShapeException(
            owner,
            "cell %d is %s but must be %s; give every layer the size of the first and the output of the one before"
                .formatted(i, cells.get(i), needed));
      }
    }
    requireDropout(owner, dropout, cells.size() == directions);
  }

  private static void requireDropout(String owner, double dropout, boolean single) {
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException(
          "%s: the dropout is %s but must be at least 0 and below 1; 0 is none"
              .formatted(owner, dropout));
    }
    if (dropout > 0 && single) {
      throw new IllegalArgumentException(
          "%s: the dropout is %s but acts between layers and there is only one; add a layer, or put a Dropout after this one"
              .formatted(owner, dropout));
    }
  }

  /// The end of the parameters' names of a cell, such as `_l1_reverse`.
  static String suffix(int cell, boolean bidirectional) {
    int directions = bidirectional ? 2 : 1;
    return "_l" + cell / directions + (cell % directions == 1 ? "_reverse" : "");
  }

  /// A layer of several cells in words, from `name(in → size` to the bracket at the end.
  static String text(
      String name, List<Sizes> cells, boolean bidirectional, boolean batchFirst, String rest) {
    int layers = cells.size() / (bidirectional ? 2 : 1);
    return "%s(%s%s%s%s%s)"
        .formatted(
            name,
            cells.getFirst(),
            layers == 1 ? "" : ", %d layers".formatted(layers),
            bidirectional ? ", both directions" : "",
            batchFirst ? ", batch first" : "",
            rest);
  }
}
