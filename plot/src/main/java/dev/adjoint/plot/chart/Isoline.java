package dev.adjoint.plot.chart;

import dev.adjoint.plot.picture.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The border of the part of a grid whose values are at or above a level, as closed loops in data
/// coordinates. The method is marching squares.
///
/// The method adds a frame of points below every level at the positions of the edge points, so each
/// loop closes along the edge. These pieces are flagged, because no contour line is drawn there. At
/// a saddle, the mean of the four corners decides whether the two high corners are connected. A
/// value that is not a number counts as below.
///
/// **Source**: Lorensen and Cline, "Marching cubes", 1987, in two dimensions.
final class Isoline {

  /// A closed loop. `onEdge[i]` is true if the piece from point i to the next point runs along the
  /// edge of the grid.
  record Loop(List<Point> points, List<Boolean> onEdge) {}

  /// For each of the 16 cases of corners above the level (1: this point, 2: right, 4: upper right,
  /// 8: up), the pieces as pairs of sides from → to. The higher values are on the left of each
  /// piece. Sides: 0 bottom, 1 right, 2 top, 3 left.
  private static final int[][] PIECES = {
    {}, {0, 3}, {1, 0}, {1, 3}, {2, 1}, {0, 3, 2, 1}, {2, 0}, {2, 3},
    {3, 2}, {0, 2}, {1, 0, 3, 2}, {1, 2}, {3, 1}, {0, 1}, {3, 0}, {}
  };

  private static final int[] JOINED_5 = {0, 1, 2, 3};
  private static final int[] JOINED_10 = {3, 0, 1, 2};

  private final Grid grid;
  private final double level;
  private final int width;

  /// For each crossed side of a cell, the next crossed side on its loop, or −1.
  private final int[] next;

  private final boolean[] onEdge;

  private Isoline(Grid grid, double level) {
    this.grid = grid;
    this.level = level;
    width = grid.columns() + 2;
    next = new int[2 * width * (grid.rows() + 2)];
    onEdge = new boolean[next.length];
    Arrays.fill(next, -1);
  }

  static List<Loop> of(Grid grid, double level) {
    var isoline = new Isoline(grid, level);
    for (int row = -1; row < grid.rows(); row++) {
      for (int column = -1; column < grid.columns(); column++) {
        isoline.cell(column, row);
      }
    }
    return isoline.loops();
  }

  private void cell(int column, int row) {
    int corners =
        (isHigh(column, row) ? 1 : 0)
            | (isHigh(column + 1, row) ? 2 : 0)
            | (isHigh(column + 1, row + 1) ? 4 : 0)
            | (isHigh(column, row + 1) ? 8 : 0);
    int[] pieces = PIECES[corners];
    if (pieces.length == 4 && isMiddleHigh(column, row)) {
      pieces = corners == 5 ? JOINED_5 : JOINED_10;
    }
    boolean frame = column < 0 || row < 0 || column == grid.columns() - 1 || row == grid.rows() - 1;
    for (int i = 0; i < pieces.length; i += 2) {
      int from = side(column, row, pieces[i]);
      next[from] = side(column, row, pieces[i + 1]);
      onEdge[from] = frame;
    }
  }

  private List<Loop> loops() {
    List<Loop> loops = new ArrayList<>();
    for (int start = 0; start < next.length; start++) {
      if (next[start] < 0) {
        continue;
      }
      List<Point> points = new ArrayList<>();
      List<Boolean> edges = new ArrayList<>();
      for (int side = start; next[side] >= 0; ) {
        points.add(crossing(side));
        edges.add(onEdge[side]);
        int following = next[side];
        next[side] = -1;
        side = following;
      }
      loops.add(new Loop(points, edges));
    }
    return loops;
  }

  /// The number of a side of a cell: even for horizontal sides, odd for vertical sides. A side is
  /// numbered by its lower left point.
  private int side(int column, int row, int which) {
    return switch (which) {
      case 0 -> 2 * point(column, row);
      case 1 -> 2 * point(column + 1, row) + 1;
      case 2 -> 2 * point(column, row + 1);
      default -> 2 * point(column, row) + 1;
    };
  }

  private int point(int column, int row) {
    return (row + 1) * width + column + 1;
  }

  private Point crossing(int side) {
    int point = side / 2;
    int column = point % width - 1;
    int row = point / width - 1;
    int toColumn = side % 2 == 0 ? column + 1 : column;
    int toRow = side % 2 == 0 ? row : row + 1;
    double a = value(column, row);
    double b = value(toColumn, toRow);
    double part = (level - a) / (b - a);
    var from = new Point(grid.columnX(column), grid.rowY(row));
    var to = new Point(grid.columnX(toColumn), grid.rowY(toRow));
    return from.towards(to, Double.isFinite(part) ? Math.clamp(part, 0.0, 1.0) : 0.5);
  }

  private boolean isMiddleHigh(int column, int row) {
    double sum =
        value(column, row)
            + value(column + 1, row)
            + value(column, row + 1)
            + value(column + 1, row + 1);
    return sum / 4 >= level;
  }

  private boolean isHigh(int column, int row) {
    return value(column, row) >= level;
  }

  private double value(int column, int row) {
    boolean outside = column < 0 || row < 0 || column >= grid.columns() || row >= grid.rows();
    return outside ? Double.NEGATIVE_INFINITY : grid.at(column, row);
  }
}
