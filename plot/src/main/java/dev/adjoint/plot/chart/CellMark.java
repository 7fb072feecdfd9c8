package dev.adjoint.plot.chart;

import dev.adjoint.plot.picture.Box;
import dev.adjoint.plot.picture.Color;
import dev.adjoint.plot.picture.Mark;
import dev.adjoint.plot.picture.Palette;
import dev.adjoint.plot.picture.Point;
import dev.adjoint.plot.picture.Stroke;
import java.util.List;
import java.util.Optional;

/// Patterns for cells that have no colour of the scale, so that they can be told apart in print and
/// without colours.
enum CellMark {
  /// Not a number: a cross on grey.
  NAN,
  /// Positive infinity: a plus sign.
  POSITIVE_INFINITY,
  /// Negative infinity: a minus sign.
  NEGATIVE_INFINITY,
  /// Left out of the computation: a diagonal line.
  MASKED,
  /// Outside the scale: a triangle in the corner.
  CLIPPED;

  static Optional<CellMark> of(double value, boolean isMasked, ColorScale scale) {
    if (isMasked) {
      return Optional.of(MASKED);
    }
    if (Double.isNaN(value)) {
      return Optional.of(NAN);
    }
    if (Double.isInfinite(value)) {
      return Optional.of(value > 0 ? POSITIVE_INFINITY : NEGATIVE_INFINITY);
    }
    return scale.isClipped(value) ? Optional.of(CLIPPED) : Optional.empty();
  }

  /// The pattern in a cell.
  ///
  /// @param ground the colour of the scale, for cells that have one
  List<Mark> draw(Box cell, Color ground) {
    double inset = Math.min(cell.width(), cell.height()) * 0.22;
    double left = cell.x() + inset;
    double right = cell.x() + cell.width() - inset;
    double top = cell.y() + inset;
    double bottom = cell.y() + cell.height() - inset;
    Color paper = this == CLIPPED ? ground : Palette.GRID;
    Stroke line = Stroke.of(Palette.INK, Math.clamp(inset / 2, 0.5, 1.4));
    Mark rectangle = new Mark.Rectangle(cell, 0, paper, Stroke.NONE);
    Point center = cell.center();
    Mark across =
        Mark.Polyline.line(new Point(left, center.y()), new Point(right, center.y()), line);
    return switch (this) {
      case NAN ->
          List.of(
              rectangle,
              Mark.Polyline.line(new Point(left, top), new Point(right, bottom), line),
              Mark.Polyline.line(new Point(left, bottom), new Point(right, top), line));
      case POSITIVE_INFINITY ->
          List.of(
              rectangle,
              across,
              Mark.Polyline.line(new Point(center.x(), top), new Point(center.x(), bottom), line));
      case NEGATIVE_INFINITY -> List.of(rectangle, across);
      case MASKED ->
          List.of(
              rectangle,
              Mark.Polyline.line(
                  new Point(cell.x(), cell.y() + cell.height()),
                  new Point(cell.x() + cell.width(), cell.y()),
                  Stroke.of(Palette.RULE, line.width())));
      case CLIPPED ->
          List.of(
              rectangle,
              new Mark.Polygon(
                  List.of(
                      new Point(cell.x() + cell.width(), cell.y()),
                      new Point(cell.x() + cell.width(), cell.y() + 2 * inset),
                      new Point(cell.x() + cell.width() - 2 * inset, cell.y())),
                  Palette.on(ground),
                  Stroke.NONE));
    };
  }
}
