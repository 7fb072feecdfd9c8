package dev.adjoint.tensor.op.recurrent;

import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The gradients of [LstmOp] composed of tensor operations, computed only from the inputs. They are
/// slow and differentiable to any order.
final class LstmFormula {

  private LstmFormula() {}

  /// Computes one gradient for each input of [LstmOp] from the gradients of its three values.
  static @Nullable Tensor[] gradients(Tensor[] in, @Nullable Tensor[] g) {
    Tensor x = in[0];
    int steps = x.shape().size(0);
    Tensor[] hidden = new Tensor[steps + 1];
    Tensor[] cell = new Tensor[steps + 1];
    Tensor[][] gates = new Tensor[steps][];
    hidden[0] = in[1];
    cell[0] = in[2];
    for (int t = 0; t < steps; t++) {
      gates[t] = gates(in, x.select(0, t), hidden[t]);
      Tensor[] y = gates[t];
      cell[t + 1] = y[1].multiply(cell[t]).add(y[0].multiply(y[2]));
      hidden[t + 1] = y[3].multiply(cell[t + 1].tanh());
    }
    Tensor dHidden = orZeros(g[1], in[1]);
    Tensor dCell = orZeros(g[2], in[2]);
    Tensor[] da = new Tensor[steps];
    for (int t = steps - 1; t >= 0; t--) {
      Tensor output = g[0];
      Tensor dh = output == null ? dHidden : dHidden.add(output.select(0, t));
      Tensor[] y = gates[t];
      Tensor tanh = cell[t + 1].tanh();
      Tensor dc = dCell.add(dh.multiply(y[3]).multiply(one(tanh).subtract(tanh.square())));
      da[t] =
          Tensor.concat(
              1,
              dc.multiply(y[2]).multiply(slope(y[0])),
              dc.multiply(cell[t]).multiply(slope(y[1])),
              dc.multiply(y[0]).multiply(one(y[2]).subtract(y[2].square())),
              dh.multiply(tanh).multiply(slope(y[3])));
      dHidden = da[t].matmul(in[4]);
      dCell = dc.multiply(y[1]);
    }
    @Nullable Tensor[] gradients = new Tensor[in.length];
    gradients[1] = dHidden;
    gradients[2] = dCell;
    if (steps == 0) {
      for (int i = 0; i < in.length; i++) {
        gradients[i] = i == 1 ? dHidden : i == 2 ? dCell : Tensor.zerosLike(in[i]);
      }
      return gradients;
    }
    Tensor all = Tensor.stack(0, da);
    Tensor rows = all.flatten(0, 1);
    Tensor states = Tensor.stack(0, Arrays.copyOf(hidden, steps)).flatten(0, 1);
    gradients[0] = all.matmul(in[3]);
    gradients[3] = rows.transpose().matmul(x.flatten(0, 1));
    gradients[4] = rows.transpose().matmul(states);
    for (int i = 5; i < in.length; i++) {
      gradients[i] = rows.sum(0);
    }
    return gradients;
  }

  /// The input, forget, candidate and output gates of one step.
  private static Tensor[] gates(Tensor[] in, Tensor x, Tensor hidden) {
    Tensor a = x.linear(in[3]).add(hidden.linear(in[4]));
    Tensor sum = in.length > 5 ? a.add(in[5].add(in[6])) : a;
    int size = hidden.shape().size(1);
    Tensor[] gates = new Tensor[4];
    for (int gate = 0; gate < 4; gate++) {
      Tensor part = sum.slice(1, gate * size, (gate + 1) * size);
      gates[gate] = gate == 2 ? part.tanh() : part.sigmoid();
    }
    return gates;
  }

  private static Tensor slope(Tensor sigmoid) {
    return sigmoid.multiply(one(sigmoid).subtract(sigmoid));
  }

  private static Tensor one(Tensor like) {
    return Tensor.scalar(like.elementType(), 1);
  }

  private static Tensor orZeros(@Nullable Tensor g, Tensor like) {
    return g == null ? Tensor.zerosLike(like) : g;
  }
}
