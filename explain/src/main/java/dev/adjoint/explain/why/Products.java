package dev.adjoint.explain.why;

import dev.adjoint.tensor.Shape;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.stream.IntStream;

/// The products whose sum a number is, in the order of their elements.
///
/// The numbers are kept in arrays, because a weight of a convolution has many thousands of terms.
public final class Products extends AbstractList<Term> implements RandomAccess {

  /// Elements of one value, some of them the left factors of products.
  ///
  /// @param name the value
  /// @param isGradient whether the elements are those of its gradient
  /// @param shape the shape of the value
  record Side(String name, boolean isGradient, Shape shape) {
    Element element(int flat) {
      return Element.of(name, isGradient, shape, flat);
    }
  }

  /// Products with left factors from one value.
  ///
  /// @param left the value of the left factors
  /// @param elements their elements, in C order
  /// @param lefts the left factors
  /// @param rights the right factors
  /// @param right the value whose elements the right factors are, if they are elements of a value
  /// @param rightElements the elements of the right factors; empty without `right`
  record Group(
      Side left,
      int[] elements,
      double[] lefts,
      double[] rights,
      Optional<Side> right,
      int[] rightElements) {

    Group where(TermSum.Kept kept) {
      int[] some =
          IntStream.range(0, elements.length)
              .filter(i -> kept.keeps(left.shape(), elements[i]))
              .toArray();
      return new Group(
          left,
          IntStream.of(some).map(i -> elements[i]).toArray(),
          IntStream.of(some).mapToDouble(i -> lefts[i]).toArray(),
          IntStream.of(some).mapToDouble(i -> rights[i]).toArray(),
          right,
          right.isEmpty()
              ? rightElements
              : IntStream.of(some).map(i -> rightElements[i]).toArray());
    }

    Term term(int i) {
      Factor right = new Factor(this.right.map(side -> side.element(rightElements[i])), rights[i]);
      return new Term(
          new Factor(Optional.of(left.element(elements[i])), lefts[i]),
          right,
          lefts[i] * rights[i]);
    }
  }

  private final List<Group> groups;
  private final int size;

  Products(List<Group> groups) {
    this.groups = List.copyOf(groups);
    this.size = groups.stream().mapToInt(group -> group.elements.length).sum();
  }

  List<Group> groups() {
    return groups;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Term get(int index) {
    int rest = index;
    for (Group group : groups) {
      if (rest < group.elements.length) {
        return group.term(rest);
      }
      rest -= group.elements.length;
    }
    throw new IndexOutOfBoundsException(
        "explain: there are %d terms but term %d is asked for; count from 0"
            .formatted(size, index));
  }

  /// The products whose left factors are kept.
  Products where(TermSum.Kept kept) {
    return new Products(groups.stream().map(group -> group.where(kept)).toList());
  }

  /// All products.
  public double[] products() {
    double[] all = new double[size];
    int next = 0;
    for (Group group : groups) {
      for (int i = 0; i < group.elements.length; i++) {
        all[next++] = group.lefts[i] * group.rights[i];
      }
    }
    return all;
  }

  /// The sum of all products, computed with compensation, so that its own rounding does not count.
  public double sum() {
    double sum = 0;
    double lost = 0;
    for (double product : products()) {
      double next = sum + product;
      lost += Math.abs(sum) >= Math.abs(product) ? sum - next + product : product - next + sum;
      sum = next;
    }
    return Double.isFinite(sum) ? sum + lost : sum;
  }

  /// The sum of the absolute values: how large the sum would be if nothing cancelled.
  public double absolute() {
    return Arrays.stream(products()).map(Math::abs).sum();
  }

  /// The sum of the positive products.
  public double positive() {
    return Arrays.stream(products()).filter(product -> product > 0).sum();
  }

  /// The sum of the negative products.
  public double negative() {
    return Arrays.stream(products()).filter(product -> product < 0).sum();
  }

  /// The numbers of the terms with the largest absolute values, the largest first; of equal ones
  /// the first. Products that are 0 are left out, unless all are.
  public List<Integer> largest(int most) {
    double[] products = products();
    List<Integer> order = new ArrayList<>(IntStream.range(0, size).boxed().toList());
    order.sort(Comparator.comparingDouble((Integer i) -> -Math.abs(products[i])));
    int count = (int) Arrays.stream(products).filter(product -> product != 0).count();
    return List.copyOf(order.subList(0, Math.min(most, count == 0 ? size : count)));
  }
}
