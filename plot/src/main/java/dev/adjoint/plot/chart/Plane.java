package dev.adjoint.plot.chart;

import dev.adjoint.plot.picture.Box;
import dev.adjoint.plot.picture.Point;

/// The mapping from data to a picture: the box of the plot and the range of each axis.
public record Plane(Box box, Axis x, Range xRange, Axis y, Range yRange) {

  /// The position of the data point (x, y); not finite if a logarithmic axis cannot show it.
  public Point at(double dataX, double dataY) {
    return new Point(pixelX(dataX), pixelY(dataY));
  }

  /// The position of a data point.
  public Point at(Point data) {
    return at(data.x(), data.y());
  }

  /// The horizontal position of `value`.
  public double pixelX(double value) {
    return box.x() + box.width() * fraction(x, xRange, value);
  }

  /// The vertical position of `value`.
  public double pixelY(double value) {
    return box.bottom() - box.height() * fraction(y, yRange, value);
  }

  private static double fraction(Axis axis, Range range, double value) {
    double low = axis.length(range.min());
    double high = axis.length(range.max());
    return (axis.length(value) - low) / (high - low);
  }
}
