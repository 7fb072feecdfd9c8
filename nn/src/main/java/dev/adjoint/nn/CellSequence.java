package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.LayerScope;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Sequences through layers of [StateCell]s: what [Gru] and [Rnn] share.
///
/// @param owner the name in messages
/// @param layer the layer itself, for messages
/// @param cells the cells, layer by layer, forward before reverse
/// @param batchFirst whether the first axis of x is the batch
/// @param bidirectional whether each layer reads in both directions
/// @param dropout the probability between layers
record CellSequence(
    String owner,
    Layer layer,
    List<? extends StateCell> cells,
    boolean batchFirst,
    boolean bidirectional,
    double dropout) {

  /// From states of zeros.
  GruOutput run(Tensor x, Optional<Tensor> lengths, Pass pass) {
    Require.tensor(owner, "x", x);
    int size = cells.getFirst().size();
    Tensor zeros =
        x.shape().rank() == 2
            ? Tensor.zeros(x.elementType(), size)
            : Tensor.zeros(
                x.elementType(), x.shape().rank() == 3 ? x.shape().size(axis()) : 0, size);
    return run(x, cells.stream().map(_ -> zeros).toList(), lengths, pass);
  }

  /// From given states, one for each cell.
  GruOutput run(Tensor x, List<Tensor> states, Optional<Tensor> lengths, Pass pass) {
    Require.tensor(owner, "x", x);
    Require.list(owner, "the list of states", states);
    Require.given(owner, "the pass", pass, Pass.FIX);
    if (x.shape().rank() == 2 && lengths.isEmpty()) {
      List<Tensor> batched = states.stream().map(state -> state.unsqueeze(0)).toList();
      GruOutput batch = run(x.unsqueeze(axis()), batched, lengths, pass);
      return new GruOutput(
          batch.output().squeeze(axis()),
          batch.states().stream().map(state -> state.squeeze(0)).toList());
    }
    requireShapes(x, states);
    Optional<Tensor> steps =
        lengths.map(
            given -> StepMask.of(owner, given, x.shape().size(1 - axis()), x.shape().size(axis())));
    return LayerScope.at(
        cells.getFirst().weightInput(), layer, () -> layers(x, states, steps, pass));
  }

  /// The axis of the batch.
  private int axis() {
    return batchFirst ? 0 : 1;
  }

  private void requireShapes(Tensor x, List<Tensor> states) {
    Shape shape = x.shape();
    if (shape.rank() != 3 || shape.size(1 - axis()) == 0) {
      throw new ShapeException(
          owner,
          "x must be [%s, in], or [T, in] for one sequence, with at least one step, but is %s; reshape it"
              .formatted(batchFirst ? "N, T" : "T, N", shape));
    }
    if (states.size() != cells.size()) {
      throw new IllegalArgumentException(
          "%s: there are %d states for %d cells; give one for each"
              .formatted(owner, states.size(), cells.size()));
    }
    Shape state = Shape.of(shape.size(axis()), cells.getFirst().size());
    for (int i = 0; i < states.size(); i++) {
      if (!states.get(i).shape().equals(state)) {
        throw new ShapeException(
            owner,
            "state %d has shape %s but x %s needs %s; give [N, H], or [H] for one sequence"
                .formatted(i, states.get(i).shape(), shape, state));
      }
    }
  }

  private GruOutput layers(Tensor x, List<Tensor> states, Optional<Tensor> steps, Pass pass) {
    Dropout between = new Dropout(dropout);
    int directions = bidirectional ? 2 : 1;
    List<Tensor> after = new ArrayList<>();
    Tensor y = batchFirst ? x.transpose(0, 1) : x;
    for (int i = 0; i < cells.size(); i += directions) {
      Tensor input = i == 0 ? y : between.forward(y, pass);
      y = direction(cells.get(i), input, states.get(i), steps, after);
      if (bidirectional) {
        Optional<Tensor> flipped = steps.map(mask -> mask.flip(0));
        Tensor reverse =
            direction(cells.get(i + 1), input.flip(0), states.get(i + 1), flipped, after);
        y = Tensor.concat(2, y, reverse.flip(0));
      }
    }
    return new GruOutput(batchFirst ? y.transpose(0, 1) : y, after);
  }

  /// The states after all steps `[T, N, H]`; adds the last one to `after`. Where the mask is false
  /// a step leaves the state as it is and its output is 0.
  private static Tensor direction(
      StateCell cell, Tensor x, Tensor h, Optional<Tensor> steps, List<Tensor> after) {
    Tensor input = cell.input(x);
    List<Tensor> outputs = new ArrayList<>();
    Tensor state = h;
    Tensor zero = Tensor.scalar(x.elementType(), 0);
    List<Tensor> each = input.unbind(0);
    for (int t = 0; t < each.size(); t++) {
      Tensor next = cell.next(each.get(t), state);
      if (steps.isPresent()) {
        Tensor counts = steps.get().select(0, t);
        state = next.where(counts, state);
        outputs.add(next.where(counts, zero));
      } else {
        state = next;
        outputs.add(next);
      }
    }
    after.add(state);
    return Tensor.stack(0, outputs.toArray(Tensor[]::new));
  }

  /// Which steps of sequences of different lengths count.
  static final class StepMask {

    private StepMask() {}

    /// BOOL `[T, N, 1]`, true before the end of each sequence.
    static Tensor of(String owner, Tensor lengths, int steps, int batch) {
      Require.tensor(owner, "the lengths", lengths);
      boolean whole =
          lengths.elementType() == ElementType.I64 || lengths.elementType() == ElementType.I32;
      if (!whole || !lengths.shape().equals(Shape.of(batch))) {
        throw new ShapeException(
            owner,
            "the lengths are %s %s but must be I64 [%d], one for each sequence; give the steps before the padding"
                .formatted(lengths.elementType(), lengths.shape(), batch));
      }
      lengths.requireWithin(
          steps + 1,
          (length, at) ->
              new IllegalArgumentException(
                  "%s: sequence %d has the length %d but x has %d steps; give a length of 0 … %d"
                      .formatted(owner, at, length, steps, steps)));
      Tensor time = Tensor.arange(steps).unsqueeze(1);
      return time.less(lengths.to(ElementType.I64).unsqueeze(0)).unsqueeze(-1);
    }
  }
}
