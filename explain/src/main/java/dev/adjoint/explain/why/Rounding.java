package dev.adjoint.explain.why;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/// The orders of rounding of the kernels, written out again, so that a sum can be computed from its
/// printed products alone. Decisions 0007 and 0022 define the orders.
final class Rounding {

  /// The steps of one chain of a matrix product, and the length of its slices.
  private static final int CHAIN = 256;

  private static final int SLICE = 16_384;

  private static final int LANES = 16;

  private final boolean isFloat;

  private Rounding(ElementType type) {
    this.isFloat = type == ElementType.F32;
  }

  /// The first order that gives the stored bits.
  static Optional<String> find(Products terms, ElementType type, double stored) {
    return new Rounding(type).find(terms, stored);
  }

  /// The sum of numbers in order, each addition rounded to the type.
  static double chain(List<Double> numbers, ElementType type) {
    Rounding rounding = new Rounding(type);
    double sum = numbers.getFirst();
    for (double number : numbers.subList(1, numbers.size())) {
      sum = rounding.add(sum, number);
    }
    return sum;
  }

  private Optional<String> find(Products terms, double stored) {
    List<Products.Group> groups =
        terms.groups().stream().filter(g -> g.lefts().length > 0).toList();
    Map<String, DoubleSupplier> orders = new LinkedHashMap<>();
    if (groups.isEmpty()) {
      orders.put("no term", () -> 0);
    } else {
      Products.Group first = groups.getFirst();
      List<Products.Group> more = groups.subList(1, groups.size());
      int[] positions = positions(first);
      if (first.lefts().length == 1) {
        orders.put(
            more.isEmpty() ? "one product" : "one product, then the other terms added",
            () -> after(multiply(first.lefts()[0], first.rights()[0]), more));
      }
      orders.put(
          "one chain of fused multiply–adds%s%s"
              .formatted(
                  last(positions) < CHAIN ? "" : " for each 256 terms, the chains added in order",
                  more.isEmpty() ? "" : ", then the other terms added"),
          () -> after(fused(first, positions), more));
      orders.put("a sum in F64, rounded once", () -> after(round(sum(first)), more));
      orders.put(
          "a sum in F64 over 16 lanes, rounded once",
          () -> after(round(lanes(first, 0, first.lefts().length)), more));
      orders.put(
          "sums in F64 for each index of the first axis, rounded once, and their sum likewise",
          () -> after(inTwo(first), more));
      orders.put("a sum in F64 divided by the count, rounded once", () -> mean(first));
      orders.put(
          "products rounded one by one and added in order", () -> after(products(first), more));
    }
    for (Map.Entry<String, DoubleSupplier> order : orders.entrySet()) {
      if (isSame(order.getValue().getAsDouble(), stored)) {
        return Optional.of(order.getKey());
      }
    }
    return Optional.empty();
  }

  private static boolean isSame(double a, double b) {
    return Double.doubleToLongBits(a) == Double.doubleToLongBits(b);
  }

  /// Where each term is along the axes that are summed over: the axes in which the left elements
  /// differ, in C order.
  static int[] positions(Products.Group group) {
    Shape shape = group.left().shape();
    int[] flat = group.elements();
    int[] strides = new int[shape.rank()];
    int stride = 1;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= Math.max(1, shape.size(axis));
    }
    List<Integer> varying = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      int at = axis;
      int size = Math.max(1, shape.size(axis));
      if (Arrays.stream(flat).map(i -> i / strides[at] % size).distinct().limit(2).count() > 1) {
        varying.add(axis);
      }
    }
    int[] positions = new int[flat.length];
    for (int i = 0; i < flat.length; i++) {
      int position = 0;
      for (int axis : varying) {
        position = position * shape.size(axis) + flat[i] / strides[axis] % shape.size(axis);
      }
      positions[i] = position;
    }
    return positions;
  }

  private static int last(int[] positions) {
    return positions.length == 0 ? 0 : positions[positions.length - 1];
  }

  /// A matrix product: chains of 256 steps of k, added in order, in slices of 16,384.
  private double fused(Products.Group group, int[] positions) {
    double total = 0;
    double slice = 0;
    double chain = 0;
    int block = 0;
    int part = 0;
    boolean firstSlice = true;
    boolean firstBlock = true;
    for (int i = 0; i < positions.length; i++) {
      int itsSlice = positions[i] / SLICE;
      int itsBlock = positions[i] % SLICE / CHAIN;
      if (itsSlice != part || itsBlock != block) {
        slice = firstBlock ? chain : add(slice, chain);
        firstBlock = false;
        chain = 0;
        block = itsBlock;
      }
      if (itsSlice != part) {
        total = firstSlice ? slice : add(total, slice);
        firstSlice = false;
        slice = 0;
        firstBlock = true;
        part = itsSlice;
      }
      chain = fma(group.lefts()[i], group.rights()[i], chain);
    }
    slice = firstBlock ? chain : add(slice, chain);
    return firstSlice ? slice : add(total, slice);
  }

  private static double sum(Products.Group group) {
    double sum = 0;
    for (int i = 0; i < group.lefts().length; i++) {
      sum += group.lefts()[i] * group.rights()[i];
    }
    return sum;
  }

  private static double lanes(Products.Group group, int from, int to) {
    double[] lanes = new double[LANES];
    for (int i = from; i < to; i++) {
      lanes[(i - from) % LANES] += group.lefts()[i] * group.rights()[i];
    }
    for (int half = LANES / 2; half > 0; half /= 2) {
      for (int i = 0; i < half; i++) {
        lanes[i] += lanes[i + half];
      }
    }
    return lanes[0];
  }

  /// The index of an element along the first axis of its value.
  static int outer(Products.Group group, int i) {
    Shape shape = group.left().shape();
    return shape.rank() == 0
        ? 0
        : group.elements()[i] / Math.max(1, shape.count() / Math.max(1, shape.size(0)));
  }

  /// A sum over axes that are not neighbours: the last axes first, then the first one.
  private double inTwo(Products.Group group) {
    Shape shape = group.left().shape();
    if (shape.rank() == 0) {
      return Double.NaN;
    }
    double total = 0;
    int i = 0;
    while (i < group.elements().length) {
      int end = i;
      while (end < group.elements().length && outer(group, end) == outer(group, i)) {
        end++;
      }
      total += round(lanes(group, i, end));
      i = end;
    }
    return round(total);
  }

  /// The mean of all terms: all right factors are 1/n.
  private double mean(Products.Group group) {
    double share = group.rights()[0];
    double count = Math.rint(1 / share);
    double sum = 0;
    for (int i = 0; i < group.lefts().length; i++) {
      if (group.rights()[i] != share) {
        return Double.NaN;
      }
      sum += group.lefts()[i];
    }
    return round(sum / count);
  }

  private double products(Products.Group group) {
    double sum = multiply(group.lefts()[0], group.rights()[0]);
    for (int i = 1; i < group.lefts().length; i++) {
      sum = add(sum, multiply(group.lefts()[i], group.rights()[i]));
    }
    return sum;
  }

  private double after(double start, List<Products.Group> more) {
    double sum = start;
    for (Products.Group group : more) {
      for (int i = 0; i < group.lefts().length; i++) {
        sum = add(sum, multiply(group.lefts()[i], group.rights()[i]));
      }
    }
    return sum;
  }

  private double fma(double a, double b, double c) {
    return isFloat ? Math.fma((float) a, (float) b, (float) c) : Math.fma(a, b, c);
  }

  private double add(double a, double b) {
    return isFloat ? (float) a + (float) b : a + b;
  }

  private double multiply(double a, double b) {
    return isFloat ? (float) a * (float) b : a * b;
  }

  private double round(double a) {
    return isFloat ? (float) a : a;
  }
}
