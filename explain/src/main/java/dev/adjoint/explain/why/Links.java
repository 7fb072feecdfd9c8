package dev.adjoint.explain.why;

import dev.adjoint.explain.trace.StepTrace;
import dev.adjoint.explain.trace.TracedOperation;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Finds the axes along which an operation treats indices one by one, such as the samples of a
/// batch, the channels of a convolution or the columns of a product, and the axes over which it
/// adds. A number then depends on one index alone, and the operation need not be applied to the
/// others.
///
/// Operations declare nothing for this. An operation is applied to general numbers, once whole and
/// then to the slices at three indices. The slices must give the bits of the whole; a sum must
/// agree within the rounding of F64. A wrong conclusion cannot stay hidden, because both checks of
/// each number compare with the step.
final class Links {

  /// The largest number of ways to assign axes to the inputs that are tried.
  private static final int MOST_WAYS = 64;

  private static final double CLOSE = 1e-9;

  private final StepTrace trace;
  private final ElementType type;
  private final Map<Key, Optional<Link>> known = new HashMap<>();
  private @Nullable Probe probe;

  private enum Question {
    OUTPUT,
    INPUT,
    SUM
  }

  private record Key(int operation, Question question, int input, int axis) {}

  /// An operation on general numbers.
  private record Probe(int operation, List<Tensor> inputs, Tensor[] outputs) {}

  /// @param type the element type in which the operations are applied
  Links(StepTrace trace, ElementType type) {
    this.trace = trace;
    this.type = type;
  }

  /// The axes that belong to an axis of the values of an operation, if it treats their indices one
  /// by one.
  Optional<Link> ofOutput(TracedOperation operation, int axis) {
    return find(operation, Question.OUTPUT, -1, axis);
  }

  /// The axes that belong to an axis of an input, if the operation treats their indices one by one.
  Optional<Link> ofInput(TracedOperation operation, int input, int axis) {
    return find(operation, Question.INPUT, input, axis);
  }

  /// The axes that belong to an axis of an input over which the operation adds.
  Optional<Link> summed(TracedOperation operation, int input, int axis) {
    return find(operation, Question.SUM, input, axis);
  }

  private Optional<Link> find(TracedOperation operation, Question question, int input, int axis) {
    Key key = new Key(operation.index(), question, input, axis);
    Optional<Link> found = known.get(key);
    if (found == null) {
      try {
        found = search(operation, question, input, axis);
      } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException _) {
        // The operation refuses these numbers or this element type.
        found = Optional.empty();
      }
      known.put(key, found);
    }
    return found;
  }

  private Optional<Link> search(TracedOperation operation, Question question, int input, int axis) {
    Probe numbers = probe(operation);
    if (question == Question.OUTPUT) {
      return sizeOfOutputs(numbers, axis) < 2
          ? Optional.empty()
          : first(numbers, axis, sizeOfOutputs(numbers, axis), _ -> true);
    }
    Shape shape = numbers.inputs().get(input).shape();
    if (shape.rank() <= axis || shape.size(axis) < 2) {
      return Optional.empty();
    }
    int count = shape.size(axis);
    Predicate<int[]> isAsked = axes -> axes[input] == axis;
    if (question == Question.SUM) {
      Tensor[] moved = moved(numbers, input, axis);
      return ways(numbers, Link.SUMMED, count).stream()
          .filter(isAsked)
          .map(axes -> new Link(axes, Link.SUMMED))
          .filter(link -> adds(numbers, link, input, moved))
          .findFirst();
    }
    int rank = numbers.outputs()[0].shape().rank();
    for (int i = 0; i < rank; i++) {
      int output = i == 0 ? Math.min(axis, rank - 1) : i <= axis ? i - 1 : i;
      if (sizeOfOutputs(numbers, output) == count) {
        Optional<Link> link = first(numbers, output, count, isAsked);
        if (link.isPresent()) {
          return link;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Link> first(Probe numbers, int output, int count, Predicate<int[]> isAsked) {
    return ways(numbers, output, count).stream()
        .filter(isAsked)
        .map(axes -> new Link(axes, output))
        .filter(link -> treatsOneByOne(numbers, link, count))
        .findFirst();
  }

  /// The size of an axis of all values; −1 if they have different ones.
  private static int sizeOfOutputs(Probe numbers, int axis) {
    int size = -1;
    for (Tensor output : numbers.outputs()) {
      if (output.shape().rank() <= axis || (size >= 0 && output.shape().size(axis) != size)) {
        return -1;
      }
      size = output.shape().size(axis);
    }
    return size;
  }

  /// The ways to choose an axis of this size, or none, for each input; the most likely first: the
  /// same axis of all inputs, the same axis of the first one.
  private static List<int[]> ways(Probe numbers, int output, int count) {
    List<Tensor> inputs = numbers.inputs();
    int[] same = new int[inputs.size()];
    int[] first = new int[inputs.size()];
    Arrays.fill(first, -1);
    List<List<Integer>> choices = new ArrayList<>();
    long number = 1;
    for (int i = 0; i < same.length; i++) {
      Shape shape = inputs.get(i).shape();
      List<Integer> axes = new ArrayList<>(List.of(-1));
      for (int axis = 0; axis < shape.rank(); axis++) {
        if (shape.size(axis) == count) {
          axes.add(axis);
        }
      }
      same[i] = axes.contains(output) ? output : -1;
      choices.add(axes);
      number = Math.min(MOST_WAYS + 1, number * axes.size());
    }
    first[0] = same[0];
    List<int[]> ways = new ArrayList<>(List.of(same, first));
    if (number <= MOST_WAYS) {
      addAll(ways, choices, new int[same.length], 0);
    }
    return ways;
  }

  private static void addAll(
      List<int[]> ways, List<List<Integer>> choices, int[] chosen, int next) {
    if (next == chosen.length) {
      ways.add(chosen.clone());
      return;
    }
    for (int axis : choices.get(next)) {
      chosen[next] = axis;
      addAll(ways, choices, chosen, next + 1);
    }
  }

  private boolean treatsOneByOne(Probe numbers, Link link, int count) {
    try {
      for (int at : new int[] {0, count / 2, count - 1}) {
        Slice index = new Slice(link.output(), at, count);
        Tensor[] again = values(numbers, link.cut(numbers.inputs(), index));
        for (int i = 0; i < again.length; i++) {
          Tensor whole = index.from(numbers.outputs()[i]);
          boolean isSame =
              again[i].shape().equals(whole.shape())
                  && Arrays.equals(again[i].toDoubleArray(), whole.toDoubleArray());
          if (!isSame) {
            return false;
          }
        }
      }
      return true;
    } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException _) {
      // The operation refuses slices, so it does not treat the indices one by one.
      return false;
    }
  }

  /// The values with other numbers at the middle index of an axis.
  private Tensor[] moved(Probe numbers, int input, int axis) {
    List<Tensor> inputs = new ArrayList<>(numbers.inputs());
    Slice index = middle(numbers, input, axis);
    Tensor whole = inputs.get(input);
    inputs.set(input, index.into(whole, index.from(whole).multiply(1.5)));
    return values(numbers, inputs);
  }

  private static Slice middle(Probe numbers, int input, int axis) {
    int count = numbers.inputs().get(input).shape().size(axis);
    return new Slice(axis, count / 2, count);
  }

  private boolean adds(Probe numbers, Link link, int input, Tensor[] moved) {
    try {
      int axis = link.inputs()[input];
      Slice index = middle(numbers, input, axis);
      List<Tensor> cut = new ArrayList<>(link.cut(numbers.inputs(), index));
      Tensor[] before = values(numbers, cut);
      cut.set(input, cut.get(input).multiply(1.5));
      Tensor[] after = values(numbers, cut);
      for (int i = 0; i < moved.length; i++) {
        Tensor sum = numbers.outputs()[i].add(after[i].subtract(before[i]));
        if (!sum.shape().equals(moved[i].shape()) || !isClose(sum, moved[i])) {
          return false;
        }
      }
      return true;
    } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException _) {
      return false;
    }
  }

  private static boolean isClose(Tensor a, Tensor b) {
    double[] x = a.toDoubleArray();
    double[] y = b.toDoubleArray();
    double largest = 0;
    for (double number : y) {
      largest = Math.max(largest, Math.abs(number));
    }
    for (int i = 0; i < x.length; i++) {
      if (!(Math.abs(x[i] - y[i]) <= CLOSE * largest)) {
        return false;
      }
    }
    return true;
  }

  private Tensor[] values(Probe numbers, List<Tensor> inputs) {
    return trace.applier(numbers.operation()).values(inputs.toArray(new Tensor[0]));
  }

  /// The operation on general numbers, which are kept until another operation is asked for.
  private Probe probe(TracedOperation operation) {
    Probe last = probe;
    if (last == null || last.operation() != operation.index()) {
      List<Tensor> inputs = trace.inputsOf(operation).stream().map(this::general).toList();
      Tensor[] outputs = trace.applier(operation.index()).values(inputs.toArray(new Tensor[0]));
      last = new Probe(operation.index(), inputs, outputs);
      probe = last;
    }
    return last;
  }

  /// Numbers near those of the step that are all different from each other and from zero, so that
  /// no index looks like another by chance.
  private Tensor general(Tensor x) {
    if (!x.elementType().isFloating()) {
      return x;
    }
    double[] numbers = x.toDoubleArray();
    for (int i = 0; i < numbers.length; i++) {
      double part = Math.floorMod(i * 7919L + 13, 100_003) / 100_003.0;
      numbers[i] = numbers[i] == 0 ? 0.01 + 0.1 * part : numbers[i] * (1 + 0.25 * part);
    }
    return Tensor.of(ElementType.F64, numbers, x.shape()).to(type);
  }
}
