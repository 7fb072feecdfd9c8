package dev.adjoint.explain.sample;

import dev.adjoint.explain.trace.Role;
import dev.adjoint.explain.trace.StepTrace;
import dev.adjoint.explain.trace.TracedValue;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// Where the samples of a batch meet in the loss: the last values, going from the loss backwards,
/// in which each element still belongs to one sample. Mostly that is one value, such as the losses
/// of the samples before their mean.
///
/// The samples are along the first axis, of size N or a multiple of it (the rows of a sequence one
/// after another), or along the second one where the inputs have them there.
final class SampleCut {

  private final StepTrace trace;
  private final int samples;
  private final boolean isSecondAxis;
  private final List<TracedValue> values = new ArrayList<>();

  /// @throws IllegalArgumentException if no value before the loss has the samples along an axis
  SampleCut(StepTrace trace, int samples) {
    if (samples < 1) {
      throw new IllegalArgumentException(
          "samples: the batch has %d samples but must have at least 1".formatted(samples));
    }
    this.trace = trace;
    this.samples = samples;
    this.isSecondAxis =
        trace.values().stream()
            .filter(value -> value.role() == Role.INPUT && value.value().shape().rank() > 0)
            .allMatch(value -> isSecond(value.value().shape()));
    find();
  }

  private boolean isSecond(Shape shape) {
    return shape.size(0) != samples && shape.rank() > 1 && shape.size(1) == samples;
  }

  private void find() {
    Deque<Integer> open = new ArrayDeque<>(List.of(trace.loss().id()));
    Set<Integer> seen = new HashSet<>(open);
    while (!open.isEmpty()) {
      TracedValue value = trace.value(open.pop());
      OptionalInt maker = value.maker();
      if (maker.isPresent() && value.gradient().isPresent()) {
        if (axis(value.value().shape()).isPresent() && value.role() != Role.LOSS) {
          values.add(value);
        } else {
          for (int input : trace.operations().get(maker.getAsInt()).inputs()) {
            if (seen.add(input)) {
              open.add(input);
            }
          }
        }
      }
    }
    if (values.isEmpty()) {
      throw new IllegalArgumentException(
          "samples: no value before the loss has %d samples along its first axis; give the number of samples of the batch"
              .formatted(samples));
    }
  }

  private OptionalInt axis(Shape shape) {
    if (isSecondAxis && shape.rank() > 1 && shape.size(1) == samples) {
      return OptionalInt.of(1);
    }
    return shape.rank() > 0 && shape.size(0) > 0 && shape.size(0) % samples == 0
        ? OptionalInt.of(0)
        : OptionalInt.empty();
  }

  /// Whether an element of a value belongs to a sample, as far as its index tells; elements of
  /// values without an axis of samples belong to each.
  boolean isOf(Shape shape, int flat, int sample) {
    OptionalInt axis = axis(shape);
    if (axis.isEmpty()) {
      return true;
    }
    int inner = 1;
    for (int i = axis.getAsInt() + 1; i < shape.rank(); i++) {
      inner *= shape.size(i);
    }
    int size = shape.size(axis.getAsInt());
    return flat / inner % size / (size / samples) == sample;
  }

  /// The values in which the samples are still apart.
  List<TracedValue> values() {
    return values;
  }

  /// 1 at the elements of a sample, 0 elsewhere, in the shape of a value of the cut.
  Tensor mask(TracedValue value, int sample) {
    Shape shape = value.value().shape();
    double[] mask = new double[shape.count()];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = isOf(shape, i, sample) ? 1 : 0;
    }
    return Tensor.of(ElementType.F64, mask, shape);
  }
}
