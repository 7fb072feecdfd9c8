package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.LayerScope;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Sequences through one or more layers of gated recurrent units, as `torch.nn.GRU` computes them,
/// with its names for the parameters: `weight_ih_l0`, `bias_hh_l1_reverse`.
///
/// **Shapes**: x `[T, N, in]` or, where the batch comes first, `[N, T, in]`, or `[T, in]` for one
/// sequence; result the same with H, or 2H where the sequence is read in both directions, instead
/// of `in`.
///
/// As a [Layer] it gives the output after every step; [#run] also takes and gives the states.
///
/// @param cells the weights, layer by layer; where the sequence is read in both directions, those
///   of the forward and of the reverse direction alternate
/// @param batchFirst whether the first axis of x is the batch and not the steps
/// @param bidirectional whether each layer reads the sequence in both directions
/// @param dropout the probability of setting an element between two layers to zero in training; 0
///   where there is one layer
public record Gru(List<GruCell> cells, boolean batchFirst, boolean bidirectional, double dropout)
    implements Layer {

  /// Checks that the sizes of the layers agree.
  public Gru {
    cells = CellStack.copy("gru", cells, "a GruCell");
    CellStack.require("gru", sizes(cells), bidirectional, dropout);
  }

  private static List<CellStack.Sizes> sizes(List<GruCell> cells) {
    return cells.stream().map(cell -> new CellStack.Sizes(cell.in(), cell.size())).toList();
  }

  /// One layer with PyTorch's initial values, steps first.
  public static Gru of(int in, int size, RandomGenerator random) {
    return of(in, size, 1, false, random);
  }

  /// Several layers with PyTorch's initial values, steps first.
  public static Gru of(
      int in, int size, int layers, boolean bidirectional, RandomGenerator random) {
    Require.size("gru", "the number of layers", layers, "1 is usual");
    int directions = bidirectional ? 2 : 1;
    List<GruCell> cells = new ArrayList<>();
    for (int i = 0; i < layers * directions; i++) {
      cells.add(GruCell.of(i < directions ? in : directions * size, size, random));
    }
    return new Gru(cells, false, bidirectional, 0);
  }

  /// The same layers for x whose first axis is the batch.
  @CheckReturnValue
  public Gru withBatchFirst() {
    return new Gru(cells, true, bidirectional, dropout);
  }

  /// The same layers with this dropout between them.
  @CheckReturnValue
  public Gru withDropout(double probability) {
    return new Gru(cells, batchFirst, bidirectional, probability);
  }

  /// The same layers without their biases.
  public Gru withoutBias() {
    List<GruCell> plain = cells.stream().map(GruCell::withoutBias).toList();
    return new Gru(plain, batchFirst, bidirectional, dropout);
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return run(x, pass).output();
  }

  /// The sequence from states of zeros.
  public GruOutput run(Tensor x, Pass pass) {
    Require.tensor("gru", "x", x);
    int size = cells.getFirst().size();
    Tensor zeros =
        x.shape().rank() == 2
            ? Tensor.zeros(x.elementType(), size)
            : Tensor.zeros(
                x.elementType(), x.shape().rank() == 3 ? x.shape().size(axis()) : 0, size);
    return run(x, cells.stream().map(_ -> zeros).toList(), pass);
  }

  /// The sequence from given states h, one for each cell, `[N, H]`, or `[H]` for one sequence.
  public GruOutput run(Tensor x, List<Tensor> states, Pass pass) {
    Require.tensor("gru", "x", x);
    Require.given("gru", "the list of states", states);
    Require.given("gru", "the pass", pass, Pass.FIX);
    if (x.shape().rank() == 2) {
      List<Tensor> batched = states.stream().map(state -> state.unsqueeze(0)).toList();
      GruOutput batch = run(x.unsqueeze(axis()), batched, pass);
      return new GruOutput(
          batch.output().squeeze(axis()),
          batch.states().stream().map(state -> state.squeeze(0)).toList());
    }
    requireShapes(x, states);
    return LayerScope.at(cells.getFirst().weightInput(), this, () -> layers(x, states, pass));
  }

  /// The axis of the batch.
  private int axis() {
    return batchFirst ? 0 : 1;
  }

  private void requireShapes(Tensor x, List<Tensor> states) {
    Shape shape = x.shape();
    if (shape.rank() != 3 || shape.size(1 - axis()) == 0) {
      throw new ShapeException(
          "gru",
          "x must be [%s, in], or [T, in] for one sequence, with at least one step, but is %s; reshape it"
              .formatted(batchFirst ? "N, T" : "T, N", shape));
    }
    if (states.size() != cells.size()) {
      throw new IllegalArgumentException(
          "gru: there are %d states for %d cells; give one for each"
              .formatted(states.size(), cells.size()));
    }
    Shape state = Shape.of(shape.size(axis()), cells.getFirst().size());
    for (int i = 0; i < states.size(); i++) {
      if (!states.get(i).shape().equals(state)) {
        throw new ShapeException(
            "gru",
            "state %d has shape %s but x %s needs %s; give [N, H], or [H] for one sequence"
                .formatted(i, states.get(i).shape(), shape, state));
      }
    }
  }

  private GruOutput layers(Tensor x, List<Tensor> states, Pass pass) {
    Dropout between = new Dropout(dropout);
    int directions = bidirectional ? 2 : 1;
    List<Tensor> after = new ArrayList<>();
    Tensor y = batchFirst ? x.transpose(0, 1) : x;
    for (int i = 0; i < cells.size(); i += directions) {
      Tensor input = i == 0 ? y : between.forward(y, pass);
      List<Tensor> forward = cells.get(i).sequence(input, states.get(i));
      after.add(forward.getLast());
      y = Tensor.stack(0, forward.toArray(Tensor[]::new));
      if (bidirectional) {
        List<Tensor> reverse = cells.get(i + 1).sequence(input.flip(0), states.get(i + 1));
        after.add(reverse.getLast());
        y = Tensor.concat(2, y, Tensor.stack(0, reverse.reversed().toArray(Tensor[]::new)));
      }
    }
    return new GruOutput(batchFirst ? y.transpose(0, 1) : y, after);
  }

  @Override
  public Map<String, Object> parts() {
    Map<String, Object> parts = new LinkedHashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      parts.putAll(cells.get(i).named(CellStack.suffix(i, bidirectional)));
    }
    return parts;
  }

  @Override
  public String toString() {
    String rest =
        (dropout == 0 ? "" : ", dropout %s".formatted(dropout))
            + (cells.getFirst().biasInput().isPresent() ? "" : ", no bias");
    return CellStack.text("Gru", sizes(cells), bidirectional, batchFirst, rest);
  }
}
