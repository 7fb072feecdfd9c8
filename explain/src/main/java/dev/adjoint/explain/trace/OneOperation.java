package dev.adjoint.explain.trace;

import dev.adjoint.tensor.BackwardMode;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// One operation, applied again by itself: its values, its part of the backward pass, and single
/// columns and rows of its Jacobian.
///
/// This class knows no operation by name. A column is a forward-mode product with a one-hot
/// tangent, which takes two backward passes over the operation; a row is one backward pass from a
/// one-hot cotangent. So user-defined operations need no extra code.
///
/// @param operation the operation with its attributes; it is applied without other effects, in its
///   [Operation#pure] form
/// @param several whether it is one with several values
public record OneOperation(Operation operation, boolean several) {

  /// The largest number of outputs for which a column is computed row by row. This is done if a
  /// derivative is not written with tensor operations and so cannot be differentiated itself.
  private static final int MOST_ROWS = 4096;

  /// Takes the form without other effects.
  public OneOperation {
    operation = operation.pure();
  }

  /// The values for these inputs.
  public Tensor[] values(Tensor... inputs) {
    return several
        ? Tensor.applySeveral(operation, inputs)
        : new Tensor[] {Tensor.apply(operation, inputs)};
  }

  /// The gradients that the backward pass passes on from the operation to its inputs.
  ///
  /// @param inputs the inputs, without history
  /// @param needed for each input, whether its gradient is needed
  /// @param upstream for each value, its gradient
  /// @return for each input its gradient, empty where it is not needed or no gradient flows
  public List<Optional<Tensor>> gradients(
      List<Tensor> inputs, List<Boolean> needed, List<Optional<Tensor>> upstream) {
    Tensor[] in = leaves(inputs, needed);
    Optional<Tensor> start = weighted(values(in), upstream, false);
    List<Tensor> leaves = new ArrayList<>();
    for (Tensor tensor : in) {
      if (tensor.isTracked()) {
        leaves.add(tensor);
      }
    }
    if (start.isEmpty() || leaves.isEmpty()) {
      return inputs.stream().map(_ -> Optional.<Tensor>empty()).toList();
    }
    Tensor seed = several ? one(start.get()) : upstream.getFirst().orElseThrow();
    Tensor[] found =
        Gradients.of(start.get(), seed, BackwardMode.FREE_GRAPH, leaves.toArray(new Tensor[0]));
    List<Optional<Tensor>> gradients = new ArrayList<>();
    int next = 0;
    for (Tensor tensor : in) {
      gradients.add(tensor.isTracked() ? Optional.of(found[next++]) : Optional.empty());
    }
    return gradients;
  }

  /// One column of the Jacobian: how each element of each value changes with one element of an
  /// input.
  ///
  /// @param inputs the inputs, without history
  /// @param input which input
  /// @param element the element of it, in C order
  /// @return for each value the derivatives in its shape; empty where no gradient flows
  /// @throws IllegalStateException if the derivative of the operation is not written with tensor
  ///   operations and the operation has too many outputs to compute its rows one by one
  public List<Optional<Tensor>> column(List<Tensor> inputs, int input, int element) {
    Tensor[] in = inputs.toArray(new Tensor[0]);
    Tensor leaf = in[input].requiresGrad();
    in[input] = leaf;
    Tensor[] values = values(in);
    List<Optional<Tensor>> directions = new ArrayList<>();
    List<Tensor> given = new ArrayList<>();
    for (Tensor value : values) {
      Optional<Tensor> u =
          value.isTracked()
              ? Optional.of(Tensor.zeros(value.elementType(), value.shape()).requiresGrad())
              : Optional.empty();
      u.ifPresent(given::add);
      directions.add(u);
    }
    if (given.isEmpty()) {
      return directions;
    }
    Tensor start = weighted(values, directions, true).orElseThrow();
    Tensor seed = several ? one(start) : given.getFirst();
    Tensor back = Gradients.of(start, seed, BackwardMode.CREATE_GRAPH, leaf)[0];
    if (!back.isTracked()) {
      return columnByRows(inputs, input, element, values);
    }
    Tensor tangent = oneHot(leaf.elementType(), leaf.shape(), element);
    Tensor[] found =
        Gradients.of(back, tangent, BackwardMode.FREE_GRAPH, given.toArray(new Tensor[0]));
    List<Optional<Tensor>> column = new ArrayList<>();
    int next = 0;
    for (Optional<Tensor> direction : directions) {
      column.add(direction.isPresent() ? Optional.of(found[next++]) : Optional.empty());
    }
    return column;
  }

  private List<Optional<Tensor>> columnByRows(
      List<Tensor> inputs, int input, int element, Tensor[] values) {
    List<Optional<Tensor>> column = new ArrayList<>();
    for (int output = 0; output < values.length; output++) {
      Shape shape = values[output].shape();
      if (shape.count() > MOST_ROWS) {
        throw new IllegalStateException(
            "explain: the derivative of %s is not written with tensor operations and it has %d outputs, more than the %d that can be asked one by one; write the derivative with tensor operations"
                .formatted(operation.label(), shape.count(), MOST_ROWS));
      }
      double[] derivatives = new double[shape.count()];
      for (int i = 0; i < derivatives.length; i++) {
        int at = i;
        row(inputs, output, i)
            .get(input)
            .ifPresent(row -> derivatives[at] = row.toDoubleArray()[element]);
      }
      column.add(Optional.of(Tensor.of(ElementType.F64, derivatives, shape)));
    }
    return column;
  }

  /// One row of the Jacobian: how one element of a value changes with each element of each input.
  ///
  /// @param inputs the inputs, without history
  /// @param output which value
  /// @param element the element of it, in C order
  /// @return for each input the derivatives in its shape; empty for inputs that are not floating,
  ///   or from which no gradient flows
  public List<Optional<Tensor>> row(List<Tensor> inputs, int output, int element) {
    List<Boolean> needed = inputs.stream().map(x -> x.elementType().isFloating()).toList();
    Tensor[] in = leaves(inputs, needed);
    Tensor value = values(in)[output];
    List<Optional<Tensor>> row = new ArrayList<>();
    Tensor[] leaves = Arrays.stream(in).filter(Tensor::isTracked).toArray(Tensor[]::new);
    if (!value.isTracked()) {
      return inputs.stream().map(_ -> Optional.<Tensor>empty()).toList();
    }
    Tensor[] found =
        Gradients.of(
            value,
            oneHot(value.elementType(), value.shape(), element),
            BackwardMode.FREE_GRAPH,
            leaves);
    int next = 0;
    for (Tensor tensor : in) {
      row.add(tensor.isTracked() ? Optional.of(found[next++]) : Optional.empty());
    }
    return row;
  }

  private static Tensor[] leaves(List<Tensor> inputs, List<Boolean> needed) {
    Tensor[] in = inputs.toArray(new Tensor[0]);
    for (int i = 0; i < in.length; i++) {
      if (needed.get(i)) {
        in[i] = in[i].requiresGrad();
      }
    }
    return in;
  }

  /// The start of a backward pass: the value, or for several values the sum of their products with
  /// the given tensors. The gradient of this sum with respect to a value is the tensor given for
  /// it.
  private Optional<Tensor> weighted(Tensor[] values, List<Optional<Tensor>> given, boolean all) {
    if (!several) {
      return values[0].isTracked() && (all || given.getFirst().isPresent())
          ? Optional.of(values[0])
          : Optional.empty();
    }
    Optional<Tensor> sum = Optional.empty();
    for (int i = 0; i < values.length; i++) {
      if (values[i].isTracked() && given.get(i).isPresent()) {
        Tensor part = values[i].multiply(given.get(i).get()).sum();
        sum = Optional.of(sum.map(before -> before.add(part)).orElse(part));
      }
    }
    return sum;
  }

  private static Tensor one(Tensor scalar) {
    return Tensor.ones(scalar.elementType(), scalar.shape());
  }

  /// 1 at one element, 0 elsewhere.
  static Tensor oneHot(ElementType type, Shape shape, int element) {
    double[] numbers = new double[shape.count()];
    numbers[element] = 1;
    return Tensor.of(ElementType.F64, numbers, shape).to(type);
  }
}
