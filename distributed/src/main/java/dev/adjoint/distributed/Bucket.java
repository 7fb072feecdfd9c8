package dev.adjoint.distributed;

import dev.adjoint.distributed.collective.Collective;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/// The gradients of some parameters of one element type, which travel together in one array: first
/// one number for each parameter, 1 if it has a gradient, then their elements.
///
/// Two arrays take turns, so that one can be filled while the other travels.
final class Bucket {

  private final ElementType type;
  private final int[] parameters;
  private final int[] starts;
  private final int length;
  private final GradientArray[] filled;
  private final GradientArray sum;

  /// @param type F32 or F64
  /// @param parameters their positions in the list of all
  /// @param sizes the elements of each
  Bucket(ElementType type, int[] parameters, int[] sizes) {
    this.type = type;
    this.parameters = parameters;
    this.starts = new int[sizes.length + 1];
    starts[0] = parameters.length;
    for (int i = 0; i < sizes.length; i++) {
      starts[i + 1] = starts[i] + sizes[i];
    }
    this.length = starts[sizes.length];
    this.filled = new GradientArray[] {numbers(), numbers()};
    this.sum = numbers();
  }

  private GradientArray numbers() {
    return type == ElementType.F32
        ? new GradientArray.Floats(new float[length])
        : new GradientArray.Doubles(new double[length]);
  }

  long bytes() {
    return (long) length * (type == ElementType.F32 ? Float.BYTES : Double.BYTES);
  }

  /// The parameters whose gradients are in this bucket.
  List<Parameter> of(List<Parameter> all) {
    return Arrays.stream(parameters).mapToObj(all::get).toList();
  }

  /// Copies the gradients.
  ///
  /// @param turn 0 or 1
  void fill(List<Parameter> all, int turn) {
    GradientArray to = filled[turn];
    for (int i = 0; i < parameters.length; i++) {
      Tensor gradient = all.get(parameters[i]).passingGradient();
      to.set(i, gradient == null ? 0 : 1);
      if (gradient != null) {
        to.copy(gradient, starts[i]);
      }
    }
  }

  /// Makes an array say that there are no gradients.
  void fillNothing(int turn) {
    for (int i = 0; i < parameters.length; i++) {
      filled[turn].set(i, 0);
    }
  }

  /// Makes the sum empty.
  void clear() {
    for (int i = 0; i < parameters.length; i++) {
      sum.set(i, 0);
    }
  }

  /// Adds what was filled in here.
  void addOwn(int turn) {
    add(filled[turn], 0);
  }

  /// Adds what was filled in by all processes, in the order of their ranks.
  ///
  /// @param takesPart which of them have filled in something
  void addAll(Collective collective, int turn, boolean[] takesPart) {
    GradientArray all = filled[turn].gather(collective);
    for (int rank = 0; rank < takesPart.length; rank++) {
      if (takesPart[rank]) {
        add(all, rank * length);
      }
    }
  }

  private void add(GradientArray more, int from) {
    for (int i = 0; i < parameters.length; i++) {
      if (more.get(from + i) != 0) {
        sum.add(more, from + starts[i], starts[i], starts[i + 1] - starts[i], sum.get(i) != 0);
        sum.set(i, 1);
      }
    }
  }

  /// Replaces the sum by that over all processes.
  void reduce(Collective collective) {
    for (int i = 0; i < parameters.length; i++) {
      if (sum.get(i) == 0) {
        sum.zero(starts[i], starts[i + 1]);
      }
    }
    sum.allReduce(collective);
  }

  /// Gives the sums to the parameters, which have no gradient yet.
  void give(List<Parameter> all) {
    for (int i = 0; i < parameters.length; i++) {
      if (sum.get(i) != 0) {
        Parameter parameter = all.get(parameters[i]);
        parameter.addGradient(sum.tensor(starts[i], starts[i + 1]).reshape(parameter.shape()));
      }
    }
  }

  @Override
  public String toString() {
    return "Bucket(%s, parameters %s, %d numbers)"
        .formatted(type, Arrays.toString(parameters), length);
  }
}
