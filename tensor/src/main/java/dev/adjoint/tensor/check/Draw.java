package dev.adjoint.tensor.check;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Random inputs for the rows of the table: values from a range, of several ranks, some of them
/// permuted views.
final class Draw {

  /// Ranks 0 to 4, sizes of 1 and of 0.
  private static final List<Shape> SHAPES =
      List.of(
          Shape.SCALAR,
          Shape.of(1),
          Shape.of(5),
          Shape.of(0),
          Shape.of(2, 3),
          Shape.of(2, 0, 3),
          Shape.of(2, 1, 4),
          Shape.of(2, 3, 1, 2));

  /// Pairs that broadcast in every way: equal, a number, a missing axis, axes of 1 on both sides,
  /// empty.
  private static final List<List<Shape>> PAIRS =
      List.of(
          List.of(Shape.SCALAR, Shape.SCALAR),
          List.of(Shape.of(4), Shape.of(4)),
          List.of(Shape.SCALAR, Shape.of(2, 2)),
          List.of(Shape.of(2, 3), Shape.of(3)),
          List.of(Shape.of(2, 1), Shape.of(1, 3)),
          List.of(Shape.of(0, 3), Shape.of(3)),
          List.of(Shape.of(2, 3, 2), Shape.of(3, 1)),
          List.of(Shape.of(2, 1, 2, 1), Shape.of(3, 1, 2)));

  private Draw() {}

  /// The range of the values of an input, away from kinks and poles.
  record Range(double low, double high, double apart) {

    /// `low … high`.
    static Range of(double low, double high) {
      return new Range(low, high, 0);
    }

    /// `low … high`, at least 0.1 away from 0.
    static Range awayFromZero(double low, double high) {
      return new Range(low, high, 0.1);
    }

    private double draw(RandomGenerator random) {
      double value;
      do {
        value = random.nextDouble(low, high);
      } while (Math.abs(value) < apart);
      return value;
    }
  }

  /// A tensor in C order.
  static Tensor tensor(RandomGenerator random, Range range, Shape shape) {
    double[] elements = new double[shape.count()];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = range.draw(random);
    }
    return Tensor.of(ElementType.F64, elements, shape);
  }

  /// A tensor whose axes are stored in reverse order.
  static Tensor reversed(RandomGenerator random, Range range, Shape shape) {
    int rank = shape.rank();
    int[] sizes = new int[rank];
    int[] back = new int[rank];
    for (int axis = 0; axis < rank; axis++) {
      sizes[axis] = shape.size(rank - 1 - axis);
      back[axis] = rank - 1 - axis;
    }
    return tensor(random, range, Shape.of(sizes)).permute(back);
  }

  /// One input of each rank, and permuted views.
  static List<Tensor[]> singles(RandomGenerator random, Range range) {
    List<Tensor[]> cases = new ArrayList<>();
    for (Shape shape : SHAPES) {
      cases.add(new Tensor[] {tensor(random, range, shape)});
    }
    cases.add(new Tensor[] {reversed(random, range, Shape.of(2, 3))});
    cases.add(new Tensor[] {reversed(random, range, Shape.of(2, 3, 2))});
    return cases;
  }

  /// Two inputs that broadcast, and permuted views.
  static List<Tensor[]> pairs(RandomGenerator random, Range left, Range right) {
    List<Tensor[]> cases = new ArrayList<>();
    for (List<Shape> pair : PAIRS) {
      Tensor a = tensor(random, left, pair.get(0));
      Tensor b = tensor(random, right, pair.get(1));
      cases.add(new Tensor[] {a, b});
    }
    Shape shape = Shape.of(3, 2);
    cases.add(new Tensor[] {reversed(random, left, shape), tensor(random, right, shape)});
    return cases;
  }
}
