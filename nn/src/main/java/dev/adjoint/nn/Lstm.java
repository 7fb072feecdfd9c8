package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.LayerScope;
import dev.adjoint.tensor.LstmResult;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/// Sequences through one or more layers of long short-term memory, as `torch.nn.LSTM` computes
/// them, with its names for the parameters: `weight_ih_l0`, `bias_hh_l1_reverse`.
///
/// **Shapes**: x `[T, N, in]` or, where the batch comes first, `[N, T, in]`, or `[T, in]` for one
/// sequence; result the same with H, or 2H where the sequence is read in both directions, instead
/// of `in`. With a projection (`proj_size`) it is P, or 2P, and each h has P numbers, each c H.
///
/// As a [Layer] it gives the output after every step; [#run] also takes and gives the states.
///
/// **Gradient**: that of [LstmCell], step by step from the last to the first.
///
/// Without a projection a whole sequence is one kernel call; with one it is composed of tensor
/// operations, step by step.
///
/// @param cells the weights, layer by layer; where the sequence is read in both directions, those
///   of the forward and of the reverse direction alternate
/// @param batchFirst whether the first axis of x is the batch and not the steps
/// @param bidirectional whether each layer reads the sequence in both directions
/// @param dropout the probability of setting an element between two layers to zero in training; 0
///   where there is one layer
public record Lstm(List<LstmCell> cells, boolean batchFirst, boolean bidirectional, double dropout)
    implements Layer {

  /// Checks that the sizes of the layers agree.
  public Lstm {
    cells = CellStack.copy("lstm", cells, "an LstmCell");
    CellStack.require("lstm", sizes(cells), bidirectional, dropout);
  }

  private static List<CellStack.Sizes> sizes(List<LstmCell> cells) {
    return cells.stream().map(LstmCell::sizes).toList();
  }

  /// One layer with PyTorch's initial values, steps first.
  public static Lstm of(int in, int size, RandomGenerator random) {
    return of(in, size, 1, false, random);
  }

  /// Several layers with PyTorch's initial values, steps first.
  public static Lstm of(
      int in, int size, int layers, boolean bidirectional, RandomGenerator random) {
    return of(in, size, layers, bidirectional, input -> LstmCell.of(input, size, random));
  }

  /// Several layers whose states are projected to `projected` numbers, PyTorch's `proj_size`, with
  /// its initial values, steps first.
  public static Lstm of(
      int in, int size, int projected, int layers, boolean bidirectional, RandomGenerator random) {
    return of(
        in, projected, layers, bidirectional, input -> LstmCell.of(input, size, projected, random));
  }

  private static Lstm of(
      int in, int out, int layers, boolean bidirectional, IntFunction<LstmCell> cell) {
    Require.size("lstm", "the number of layers", layers, "1 is usual");
    int directions = bidirectional ? 2 : 1;
    List<LstmCell> cells = new ArrayList<>();
    for (int i = 0; i < layers * directions; i++) {
      cells.add(cell.apply(i < directions ? in : directions * out));
    }
    return new Lstm(cells, false, bidirectional, 0);
  }

  /// The same layers for x whose first axis is the batch.
  @CheckReturnValue
  public Lstm withBatchFirst() {
    return new Lstm(cells, true, bidirectional, dropout);
  }

  /// The same layers with this dropout between them.
  @CheckReturnValue
  public Lstm withDropout(double probability) {
    return new Lstm(cells, batchFirst, bidirectional, probability);
  }

  /// The same layers without their biases.
  @CheckReturnValue
  public Lstm withoutBias() {
    List<LstmCell> plain = cells.stream().map(LstmCell::withoutBias).toList();
    return new Lstm(plain, batchFirst, bidirectional, dropout);
  }

  /// The same layers with new biases that make them remember longer at first; see
  /// [LstmCell#withForgetBias].
  @CheckReturnValue
  public Lstm withForgetBias(double value) {
    List<LstmCell> open = cells.stream().map(cell -> cell.withForgetBias(value)).toList();
    return new Lstm(open, batchFirst, bidirectional, dropout);
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return run(x, pass).output();
  }

  /// The sequence from states of zeros.
  public LstmOutput run(Tensor x, Pass pass) {
    requireGiven(x, pass);
    if (x.shape().rank() == 2) {
      return single(run(x.unsqueeze(axis()), pass));
    }
    int batch = x.shape().rank() == 3 ? x.shape().size(axis()) : 0;
    LstmState zeros = cells.getFirst().zeros(x.elementType(), batch);
    return run(x, cells.stream().map(_ -> zeros).toList(), pass);
  }

  private static void requireGiven(Tensor x, Pass pass) {
    Require.tensor("lstm", "x", x);
    Require.given("lstm", "the pass", pass, Pass.FIX);
  }

  /// The sequence from given states, one for each cell; [LstmState#of(Tensor, Tensor)] makes them
  /// from PyTorch's `(h_0, c_0)`.
  public LstmOutput run(Tensor x, List<LstmState> states, Pass pass) {
    requireGiven(x, pass);
    Require.list("lstm", "the list of states", states);
    if (x.shape().rank() == 2) {
      List<LstmState> batched = states.stream().map(LstmState::batched).toList();
      return single(run(x.unsqueeze(axis()), batched, pass));
    }
    if (states.size() != cells.size()) {
      throw new IllegalArgumentException(
          "lstm: there are %d states for %d cells; give one for each"
              .formatted(states.size(), cells.size()));
    }
    return LayerScope.at(cells.getFirst().weightInput(), this, () -> layers(x, states, pass));
  }

  /// Sequences of different lengths from states of zeros: what comes after the end of a sequence is
  /// not read, its outputs are 0, and its states are those after its last step
  /// (`pack_padded_sequence`). The reverse direction begins at the last step of each sequence.
  ///
  /// @param lengths I64 `[N]`, the steps of each sequence, each at most T
  public LstmOutput run(Tensor x, Tensor lengths, Pass pass) {
    requireGiven(x, pass);
    requireRank(x);
    Tensor steps =
        CellSequence.StepMask.of(
            "lstm", lengths, x.shape().size(1 - axis()), x.shape().size(axis()));
    return LayerScope.at(
        cells.getFirst().weightInput(),
        this,
        () -> new LstmLengths(cells, bidirectional, dropout).run(x, steps, batchFirst, pass));
  }

  /// The axis of the batch.
  private int axis() {
    return batchFirst ? 0 : 1;
  }

  private LstmOutput single(LstmOutput batch) {
    return new LstmOutput(
        batch.output().squeeze(axis()), batch.states().stream().map(LstmState::single).toList());
  }

  private void requireRank(Tensor x) {
    if (x.shape().rank() != 3) {
      throw new ShapeException(
          "lstm",
          "x must be [%s, in], or [T, in] for one sequence, but is %s; reshape it"
              .formatted(batchFirst ? "N, T" : "T, N", x.shape()));
    }
  }

  private LstmOutput layers(Tensor x, List<LstmState> states, Pass pass) {
    requireRank(x);
    Dropout between = new Dropout(dropout);
    int directions = bidirectional ? 2 : 1;
    List<LstmState> after = new ArrayList<>();
    Tensor y = batchFirst ? x.transpose(0, 1) : x;
    for (int i = 0; i < cells.size(); i += directions) {
      Tensor input = i == 0 ? y : between.forward(y, pass);
      LstmResult forward = cells.get(i).sequence(input, states.get(i));
      after.add(new LstmState(forward.hidden(), forward.cell()));
      y = forward.output();
      if (bidirectional) {
        LstmResult reverse = cells.get(i + 1).sequence(input.flip(0), states.get(i + 1));
        after.add(new LstmState(reverse.hidden(), reverse.cell()));
        y = Tensor.concat(2, y, reverse.output().flip(0));
      }
    }
    return new LstmOutput(batchFirst ? y.transpose(0, 1) : y, after);
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
    return CellStack.text("Lstm", sizes(cells), bidirectional, batchFirst, rest);
  }
}
