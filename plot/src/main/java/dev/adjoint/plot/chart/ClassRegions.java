package dev.adjoint.plot.chart;

import dev.adjoint.plot.picture.Color;
import dev.adjoint.plot.picture.Mark;
import dev.adjoint.plot.picture.Palette;
import dev.adjoint.plot.picture.Point;
import dev.adjoint.plot.picture.Segment;
import dev.adjoint.plot.picture.Stroke;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The regions in which a classifier predicts each class. Each class has its colour, which is pale
/// where the classifier is unsure, and a line is drawn where the most probable class changes.
///
/// @param probabilities one grid for each class, all over the same points
public record ClassRegions(List<Grid> probabilities) implements Series {

  public ClassRegions {
    probabilities = List.copyOf(probabilities);
    if (probabilities.size() < 2) {
      throw new IllegalArgumentException(
          "class regions: one grid of probabilities for each of at least 2 classes, but there are %d grids"
              .formatted(probabilities.size()));
    }
    Grid first = probabilities.getFirst();
    for (Grid grid : probabilities) {
      if (grid.columns() != first.columns() || grid.rows() != first.rows()) {
        throw new IllegalArgumentException(
            "class regions: all grids have the same points, but one is %d × %d and one is %d × %d"
                .formatted(first.columns(), first.rows(), grid.columns(), grid.rows()));
      }
    }
  }

  @Override
  public Stream<Point> extent() {
    Grid grid = probabilities.getFirst();
    return Stream.of(
        new Point(grid.x().min(), grid.y().min()), new Point(grid.x().max(), grid.y().max()));
  }

  @Override
  public List<Mark> draw(Plane plane) {
    List<Mark> marks = new ArrayList<>();
    marks.add(HeatMap.image(probabilities.getFirst(), plane, this::color));
    Stroke line = Stroke.of(Palette.INK.withOpacity(0.75), 1.3);
    int classes = probabilities.size();
    // For two classes one line is enough. For more classes, each class has its own border, and
    // common borders coincide.
    for (int k = 0; k < (classes == 2 ? 1 : classes); k++) {
      border(lead(k), plane, line).ifPresent(marks::add);
    }
    return marks;
  }

  /// White mixed with the colour of the most probable class. The share of the colour grows with the
  /// difference between its probability and chance.
  private Color color(int column, int row) {
    int best = 0;
    for (int k = 1; k < probabilities.size(); k++) {
      if (probabilities.get(k).at(column, row) > probabilities.get(best).at(column, row)) {
        best = k;
      }
    }
    double chance = 1.0 / probabilities.size();
    double sure = (probabilities.get(best).at(column, row) - chance) / (1 - chance);
    double tint = Double.isNaN(sure) ? 0 : 0.1 + 0.34 * Math.clamp(sure, 0.0, 1.0);
    return Palette.PAPER.mix(Palette.series(best), tint);
  }

  /// The probability of class `k` minus that of the most probable other class.
  private Grid lead(int k) {
    Grid own = probabilities.get(k);
    double[] lead = new double[own.columns() * own.rows()];
    for (int row = 0; row < own.rows(); row++) {
      for (int column = 0; column < own.columns(); column++) {
        double other = 0;
        for (int j = 0; j < probabilities.size(); j++) {
          other = j == k ? other : Math.max(other, probabilities.get(j).at(column, row));
        }
        lead[row * own.columns() + column] = own.at(column, row) - other;
      }
    }
    return Grid.of(own.x(), own.y(), own.columns(), own.rows(), lead);
  }

  private static Optional<Mark> border(Grid lead, Plane plane, Stroke stroke) {
    List<Segment> outline = Contours.outline(Isoline.of(lead, 0), plane);
    return outline.isEmpty()
        ? Optional.empty()
        : Optional.of(new Mark.Path(outline, Color.NONE, stroke));
  }
}
