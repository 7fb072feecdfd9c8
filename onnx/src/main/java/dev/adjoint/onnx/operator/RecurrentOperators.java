package dev.adjoint.onnx.operator;

import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Recurrent layers in one or both directions, with sequences of different lengths.
final class RecurrentOperators {

  static final List<OperatorRow> ROWS =
      List.of(
          OperatorRow.of("RNN", call -> run(call, 1)),
          OperatorRow.of("GRU", call -> run(call, 3)),
          OperatorRow.of("LSTM", call -> run(call, 4)));

  private RecurrentOperators() {}

  private static List<OnnxValue> run(NodeCall call, int gates) {
    boolean batchFirst = call.flag("layout", false);
    Tensor x = batchFirst ? call.tensor(0).transpose(0, 1) : call.tensor(0);
    String direction = call.text("direction", "forward");
    int directions = direction.equals("bidirectional") ? 2 : 1;
    if (x.shape().rank() != 3 || call.tensor(1).shape().size(0) != directions) {
      throw call.refuse(
          "the input must be [time, batch, features] and the weight have %d directions, but their shapes are %s and %s"
              .formatted(directions, x.shape(), call.tensor(1).shape()));
    }
    Optional<int[]> lengths = call.integers(4);
    List<RecurrentCell.Run> runs = new ArrayList<>();
    for (int d = 0; d < directions; d++) {
      boolean backwards = d == 1 || direction.equals("reverse");
      RecurrentCell cell = RecurrentCell.of(call, gates, d, batchFirst, x);
      runs.add(whole(cell, x, backwards, lengths));
    }
    List<Tensor> hidden = runs.stream().map(RecurrentCell.Run::hidden).toList();
    Tensor y =
        Tensor.stack(1, runs.stream().map(RecurrentCell.Run::outputs).toArray(Tensor[]::new));
    Tensor last = Tensor.stack(0, hidden.toArray(Tensor[]::new));
    List<OnnxValue> answers = new ArrayList<>();
    // [T, D, B, H] or, with the batch first, [B, T, D, H]; the states [D, B, H] or [B, D, H].
    answers.add(OnnxValue.of(call.type(0), batchFirst ? y.permute(2, 0, 1, 3) : y));
    answers.add(OnnxValue.of(call.type(0), batchFirst ? last.transpose(0, 1) : last));
    if (gates == 4) {
      Tensor cells =
          Tensor.stack(0, runs.stream().map(RecurrentCell.Run::cell).toArray(Tensor[]::new));
      answers.add(OnnxValue.of(call.type(0), batchFirst ? cells.transpose(0, 1) : cells));
    }
    return answers;
  }

  /// All steps in one direction.
  private static RecurrentCell.Run whole(
      RecurrentCell cell, Tensor x, boolean backwards, Optional<int[]> lengths) {
    int steps = x.shape().size(0);
    Tensor h = cell.firstHidden();
    Tensor c = cell.firstCell();
    Tensor projected = cell.projected(x);
    List<Tensor> outputs = new ArrayList<>(Collections.nCopies(steps, h));
    List<Integer> order = new ArrayList<>(IntStream.range(0, steps).boxed().toList());
    if (backwards) {
      Collections.reverse(order);
    }
    for (int t : order) {
      RecurrentCell.Run next = cell.step(projected.select(0, t), h, c);
      Tensor newH = next.hidden();
      Tensor newC = next.cell();
      Tensor output = newH;
      if (lengths.isPresent()) {
        Tensor runs = running(lengths.get(), t, h.shape());
        output = newH.where(runs, Tensor.zerosLike(newH));
        newH = newH.where(runs, h);
        newC = newC.where(runs, c);
      }
      outputs.set(t, output);
      h = newH;
      c = newC;
    }
    Tensor all =
        steps == 0
            ? Tensor.zeros(x.elementType(), Shape.of(0, h.shape().size(0), h.shape().size(1)))
            : Tensor.stack(0, outputs.toArray(Tensor[]::new));
    return new RecurrentCell.Run(all, h, c);
  }

  /// Which sequences are still going on at step t.
  private static Tensor running(int[] lengths, int t, Shape hidden) {
    boolean[] runs = new boolean[lengths.length];
    for (int b = 0; b < runs.length; b++) {
      runs[b] = t < lengths[b];
    }
    return Tensor.of(runs).unsqueeze(1).expand(hidden);
  }
}
