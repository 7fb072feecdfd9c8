package dev.adjoint.tensor.op.matmul;

import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Products of tensors by Einstein's convention, composed of permutations, matrix products and
/// sums: `einsum("ij,jk->ik", a, b)` is the matrix product.
///
/// Each letter names an axis; axes with the same letter share one index, and axes that the result
/// does not name are summed over. A letter that occurs twice in one operand selects the diagonal.
/// `...` stands for the axes that are not named; these are broadcast, as are axes of size 1.
/// Without `->` the result has the axes of `...`, then the letters that appear once, in
/// alphabetical order. Operands are combined from left to right, each pair by one matrix product.
public final class Einsum {

  private Einsum() {}

  /// A tensor and the labels of its axes; each label occurs once.
  private record Term(Tensor x, List<Integer> labels) {

    int size(int label) {
      return x.shape().size(labels.indexOf(label));
    }

    /// The sum over the labels that are not in `needed`.
    Term sumUnless(List<Integer> needed) {
      List<Integer> kept = labels.stream().filter(needed::contains).toList();
      int[] gone =
          labels.stream().filter(l -> !needed.contains(l)).mapToInt(labels::indexOf).toArray();
      return gone.length == 0 ? this : new Term(x.sum(gone), kept);
    }

    /// Permutes the axes to this order, which contains every label.
    Tensor ordered(List<Integer> order) {
      return order.equals(labels)
          ? x
          : x.permute(order.stream().mapToInt(labels::indexOf).toArray());
    }
  }

  /// The product that the equation describes.
  ///
  /// @throws IllegalArgumentException if the equation cannot be parsed
  public static Tensor of(String text, Tensor... inputs) {
    EinsumEquation equation =
        EinsumEquation.of(text, Arrays.stream(inputs).map(Tensor::shape).toList());
    List<Term> terms = new ArrayList<>();
    for (int i = 0; i < inputs.length; i++) {
      terms.add(withoutRepeats(inputs[i], equation.operands().get(i)));
    }
    terms = withoutOnes(terms);
    Term result = terms.getFirst();
    for (int i = 1; i < terms.size(); i++) {
      List<Integer> needed = new ArrayList<>(equation.output());
      terms.subList(i + 1, terms.size()).forEach(later -> needed.addAll(later.labels()));
      result = product(result, terms.get(i), needed);
    }
    return result.sumUnless(equation.output()).ordered(equation.output());
  }

  /// Takes the diagonal for each label that occurs twice.
  private static Term withoutRepeats(Tensor x, List<Integer> named) {
    Tensor diagonal = x;
    List<Integer> labels = new ArrayList<>(named);
    for (int first = repeated(labels); first >= 0; first = repeated(labels)) {
      int label = labels.get(first);
      int last = labels.lastIndexOf(label);
      diagonal = broadcast(diagonal, first, last).diagonal(0, first, last);
      labels.subList(last, last + 1).clear();
      labels.subList(first, first + 1).clear();
      labels.add(label);
    }
    return new Term(diagonal, labels);
  }

  /// The first index whose label occurs again later, or −1.
  private static int repeated(List<Integer> labels) {
    for (int i = 0; i < labels.size(); i++) {
      if (labels.lastIndexOf(labels.get(i)) != i) {
        return i;
      }
    }
    return -1;
  }

  /// Broadcasts one of two axes to the size of the other, if its size is 1.
  private static Tensor broadcast(Tensor x, int first, int last) {
    int[] sizes = x.shape().toArray();
    int size = sizes[first] == 1 ? sizes[last] : sizes[first];
    sizes[first] = size;
    sizes[last] = size;
    return x.expand(Shape.of(sizes));
  }

  /// The terms without those axes of size 1 for which another term has a larger size: the product
  /// repeats a term along a label that it does not have.
  private static List<Term> withoutOnes(List<Term> terms) {
    List<Term> result = new ArrayList<>();
    for (Term term : terms) {
      List<Integer> kept =
          term.labels().stream()
              .filter(label -> term.size(label) != 1 || largest(terms, label) == 1)
              .toList();
      result.add(term.sumUnless(kept));
    }
    return result;
  }

  private static int largest(List<Term> terms, int label) {
    return terms.stream()
        .filter(term -> term.labels().contains(label))
        .mapToInt(term -> term.size(label) == 0 ? Integer.MAX_VALUE : term.size(label))
        .max()
        .orElse(1);
  }

  /// The product of two terms, summed over the labels that are not in `needed`.
  private static Term product(Term left, Term right, List<Integer> needed) {
    List<Integer> either = new ArrayList<>(needed);
    either.addAll(right.labels());
    Term a = left.sumUnless(either);
    either = new ArrayList<>(needed);
    either.addAll(left.labels());
    Term b = right.sumUnless(either);
    List<Integer> shared = a.labels().stream().filter(b.labels()::contains).toList();
    List<Integer> batch = shared.stream().filter(needed::contains).toList();
    List<Integer> summed = shared.stream().filter(label -> !needed.contains(label)).toList();
    List<Integer> rows = a.labels().stream().filter(label -> !shared.contains(label)).toList();
    List<Integer> columns = b.labels().stream().filter(label -> !shared.contains(label)).toList();
    Tensor x = grouped(a, batch, rows, summed);
    Tensor y = grouped(b, batch, summed, columns);
    Tensor product = summed.isEmpty() ? x.multiply(y) : x.matmul(y);
    List<Integer> labels = joined(batch, rows, columns);
    int[] sizes =
        labels.stream().mapToInt(l -> a.labels().contains(l) ? a.size(l) : b.size(l)).toArray();
    return new Term(product.reshape(Shape.of(sizes)), labels);
  }

  /// The term as matrices `[…, m, n]`, with each group of labels as one axis; the first axis is
  /// omitted if its group is empty.
  private static Tensor grouped(
      Term term, List<Integer> batch, List<Integer> rows, List<Integer> columns) {
    Tensor ordered = term.ordered(joined(batch, rows, columns));
    int m = count(term, rows);
    int n = count(term, columns);
    return batch.isEmpty()
        ? ordered.reshape(Shape.of(m, n))
        : ordered.reshape(Shape.of(count(term, batch), m, n));
  }

  private static int count(Term term, List<Integer> labels) {
    return labels.stream().mapToInt(term::size).reduce(1, (a, b) -> a * b);
  }

  private static List<Integer> joined(
      List<Integer> first, List<Integer> second, List<Integer> third) {
    List<Integer> joined = new ArrayList<>(first);
    joined.addAll(second);
    joined.addAll(third);
    return joined;
  }
}
