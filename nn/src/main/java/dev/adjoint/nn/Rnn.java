package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Sequences through one or more layers of simple recurrent cells, as `torch.nn.RNN` computes them,
/// with its names for the parameters: `weight_ih_l0`, `bias_hh_l1_reverse`.
///
/// **Shapes**: x `[T, N, in]` or, where the batch comes first, `[N, T, in]`, or `[T, in]` for one
/// sequence; result the same with H, or 2H where the sequence is read in both directions, instead
/// of `in`.
///
/// As a [Layer] it gives the output after every step; [#run] also takes and gives the states.
///
/// **Gradient**: that of [RnnCell], step by step from the last to the first.
///
/// @param cells the weights, layer by layer; where the sequence is read in both directions, those
///   of the forward and of the reverse direction alternate
/// @param batchFirst whether the first axis of x is the batch and not the steps
/// @param bidirectional whether each layer reads the sequence in both directions
/// @param dropout the probability of setting an element between two layers to zero in training; 0
///   where there is one layer
public record Rnn(List<RnnCell> cells, boolean batchFirst, boolean bidirectional, double dropout)
    implements Layer {

  /// Checks that the sizes of the layers agree.
  public Rnn {
    cells = CellStack.copy("rnn", cells, "a RnnCell");
    CellStack.require("rnn", sizes(cells), bidirectional, dropout);
  }

  private static List<CellStack.Sizes> sizes(List<RnnCell> cells) {
    return cells.stream().map(cell -> new CellStack.Sizes(cell.in(), cell.size())).toList();
  }

  /// One layer with PyTorch's initial values, steps first.
  public static Rnn of(int in, int size, RandomGenerator random) {
    return of(in, size, 1, false, random);
  }

  /// Several layers with PyTorch's initial values, steps first.
  public static Rnn of(
      int in, int size, int layers, boolean bidirectional, RandomGenerator random) {
    Require.size("rnn", "the number of layers", layers, "1 is usual");
    int directions = bidirectional ? 2 : 1;
    List<RnnCell> cells = new ArrayList<>();
    for (int i = 0; i < layers * directions; i++) {
      cells.add(RnnCell.of(i < directions ? in : directions * size, size, random));
    }
    return new Rnn(cells, false, bidirectional, 0);
  }

  /// The same layers for x whose first axis is the batch.
  @CheckReturnValue
  public Rnn withBatchFirst() {
    return new Rnn(cells, true, bidirectional, dropout);
  }

  /// The same layers with this dropout between them.
  @CheckReturnValue
  public Rnn withDropout(double probability) {
    return new Rnn(cells, batchFirst, bidirectional, probability);
  }

  /// The same layers with `max(x, 0)` instead of tanh.
  @CheckReturnValue
  public Rnn withRelu() {
    List<RnnCell> changed = cells.stream().map(RnnCell::withRelu).toList();
    return new Rnn(changed, batchFirst, bidirectional, dropout);
  }

  /// The same layers without their biases.
  @CheckReturnValue
  public Rnn withoutBias() {
    List<RnnCell> plain = cells.stream().map(RnnCell::withoutBias).toList();
    return new Rnn(plain, batchFirst, bidirectional, dropout);
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return run(x, pass).output();
  }

  /// The sequence from states of zeros.
  public GruOutput run(Tensor x, Pass pass) {
    return sequence().run(x, Optional.empty(), pass);
  }

  /// The sequence from given states h, one for each cell, `[N, H]`, or `[H]` for one sequence.
  public GruOutput run(Tensor x, List<Tensor> states, Pass pass) {
    return sequence().run(x, states, Optional.empty(), pass);
  }

  /// Sequences of different lengths from states of zeros: what comes after the end of a sequence is
  /// not read, its outputs are 0, and its state is that after its last step
  /// (`pack_padded_sequence`). The reverse direction begins at the last step of each sequence.
  ///
  /// @param lengths I64 `[N]`, the steps of each sequence, each at most T
  public GruOutput run(Tensor x, Tensor lengths, Pass pass) {
    Require.tensor("rnn", "the tensor of lengths", lengths);
    return sequence().run(x, Optional.of(lengths), pass);
  }

  private CellSequence sequence() {
    return new CellSequence("rnn", this, cells, batchFirst, bidirectional, dropout);
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
        ", "
            + cells.getFirst().nonlinearity()
            + (dropout == 0 ? "" : ", dropout %s".formatted(dropout))
            + (cells.getFirst().biasInput().isPresent() ? "" : ", no bias");
    return CellStack.text("Rnn", sizes(cells), bidirectional, batchFirst, rest);
  }
}
