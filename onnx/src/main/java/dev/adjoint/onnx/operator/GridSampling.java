package dev.adjoint.onnx.operator;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;

/// `GridSample`: the elements of images `[N, C, H, W]` at the points of a grid `[N, h, w, 2]`,
/// whose x and y go from −1 to 1 over the image. Gradients go to the image and, unless the nearest
/// element is taken, to the grid.
final class GridSampling {

  private final NodeCall call;
  private final Tensor image;
  private final int height;
  private final int width;
  private final boolean corners;
  private final String padding;

  private GridSampling(NodeCall call, Tensor image) {
    this.call = call;
    this.image = image;
    this.height = image.shape().size(2);
    this.width = image.shape().size(3);
    this.corners = call.flag("align_corners", false);
    this.padding = call.text("padding_mode", "zeros");
  }

  static Tensor of(NodeCall call) {
    Tensor x = call.tensor(0);
    Tensor grid = call.tensor(1);
    if (x.shape().rank() != 4 || grid.shape().rank() != 4) {
      throw call.refuse(
          "the image has shape %s and the grid %s, but both must have four axes"
              .formatted(x.shape(), grid.shape()));
    }
    GridSampling sampling = new GridSampling(call, x);
    Tensor column = sampling.position(grid.select(-1, 0), sampling.width);
    Tensor row = sampling.position(grid.select(-1, 1), sampling.height);
    String mode = call.text("mode", "bilinear");
    return switch (mode) {
      case "bilinear", "linear" -> sampling.weighted(row, column, 1, false);
      case "bicubic", "cubic" -> sampling.weighted(row, column, 2, true);
      case "nearest" -> sampling.at(row.round(), column.round());
      default ->
          throw call.refuse(
              "the mode is \"%s\" but must be linear, nearest or cubic".formatted(mode));
    };
  }

  /// From −1 … 1 to positions of elements.
  private Tensor position(Tensor x, int size) {
    Tensor at =
        corners
            ? x.add(1).multiply((size - 1) / 2.0)
            : x.add(1).multiply(size).subtract(1).divide(2);
    return call.text("mode", "bilinear").contains("cubic") ? at : bounded(at, size);
  }

  /// Positions outside brought back to the border, or mirrored at it.
  private Tensor bounded(Tensor at, int size) {
    return switch (padding) {
      case "zeros" -> at;
      case "border" -> at.clamp(0, size - 1);
      case "reflection" -> {
        double low = corners ? 0 : -0.5;
        double span = corners ? size - 1 : size;
        if (span == 0) {
          yield at.multiply(0);
        }
        Tensor distance = at.subtract(low).abs();
        Tensor flips = distance.divide(span).floor();
        Tensor rest = distance.subtract(flips.multiply(span));
        Tensor even = flips.divide(2).floor().multiply(2).eq(flips);
        Tensor mirrored = rest.add(low).where(even, rest.negative().add(span + low));
        yield mirrored.clamp(0, size - 1);
      }
      default ->
          throw call.refuse(
              "padding_mode is \"%s\" but must be zeros, border or reflection".formatted(padding));
    };
  }

  /// The weighted sum of the neighbours on both sides.
  private Tensor weighted(Tensor row, Tensor column, int reach, boolean cubic) {
    Tensor top = row.floor();
    Tensor left = column.floor();
    Tensor sum = null;
    for (int i = 1 - reach; i <= reach; i++) {
      for (int j = 1 - reach; j <= reach; j++) {
        Tensor r = top.add(i);
        Tensor c = left.add(j);
        Tensor weight =
            weight(row.subtract(r).abs(), cubic).multiply(weight(column.subtract(c).abs(), cubic));
        Tensor values = cubic ? at(bounded(r, height), bounded(c, width)) : at(r, c);
        Tensor part = values.multiply(weight.unsqueeze(1));
        sum = sum == null ? part : sum.add(part);
      }
    }
    if (sum == null) {
      throw new IllegalStateException("there is at least one neighbour");
    }
    return sum;
  }

  private static Tensor weight(Tensor d, boolean cubic) {
    if (!cubic) {
      return d.negative().add(1);
    }
    double a = -0.75;
    Tensor near = d.multiply(a + 2).subtract(a + 3).multiply(d).multiply(d).add(1);
    Tensor far = d.multiply(a).subtract(5 * a).multiply(d).add(8 * a).multiply(d).subtract(4 * a);
    return near.where(d.lessEqual(1), far);
  }

  /// The elements at whole positions, 0 outside the image.
  private Tensor at(Tensor row, Tensor column) {
    Tensor inside =
        row.greaterEqual(0)
            .logicalAnd(row.lessEqual(height - 1))
            .logicalAnd(column.greaterEqual(0))
            .logicalAnd(column.lessEqual(width - 1));
    Tensor zero = Tensor.zerosLike(row);
    Tensor r = row.where(inside, zero).to(ElementType.I64);
    Tensor c = column.where(inside, zero).to(ElementType.I64);
    int[] n = image.shape().toArray();
    int h = row.shape().size(1);
    int w = row.shape().size(2);
    Tensor index = r.multiply(width).add(c).reshape(n[0], 1, h * w);
    Tensor values =
        image
            .reshape(n[0], n[1], n[2] * n[3])
            .gather(2, index.expand(Shape.of(n[0], n[1], h * w)))
            .reshape(n[0], n[1], h, w);
    return values.multiply(inside.to(image.elementType()).unsqueeze(1));
  }
}
