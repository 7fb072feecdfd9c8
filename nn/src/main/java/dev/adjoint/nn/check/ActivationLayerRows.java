package dev.adjoint.nn.check;

import dev.adjoint.nn.Activation;
import dev.adjoint.nn.Elu;
import dev.adjoint.nn.LeakyRelu;
import dev.adjoint.nn.Prelu;
import dev.adjoint.nn.Softmax;
import dev.adjoint.nn.activation.Celu;
import dev.adjoint.nn.activation.Glu;
import dev.adjoint.nn.activation.Hardshrink;
import dev.adjoint.nn.activation.Hardtanh;
import dev.adjoint.nn.activation.LogSoftmax;
import dev.adjoint.nn.activation.RRelu;
import dev.adjoint.nn.activation.Softmin;
import dev.adjoint.nn.activation.Softplus;
import dev.adjoint.nn.activation.Softshrink;
import dev.adjoint.nn.activation.SwiGlu;
import dev.adjoint.nn.activation.Threshold;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// Activation functions, at points between their kinks.
final class ActivationLayerRows {

  /// Away from 0, from ±0.3, ±0.5, ±1, ±3 and 6, where one of them has a kink.
  private static final double[] POINTS = {
    -4.3, -2.6, -0.7, -0.4, -0.2, -0.1, 0.15, 0.25, 0.4, 0.65, 2.4, 6.5
  };

  private ActivationLayerRows() {}

  static List<LayerRow> rows() {
    Tensor x = Tensor.of(ElementType.F64, POINTS, Shape.of(2, 6));
    List<LayerRow> rows = new ArrayList<>();
    for (Activation activation : Activation.values()) {
      rows.add(LayerRow.of(_ -> activation, _ -> x));
    }
    rows.add(LayerRow.of(_ -> new LeakyRelu(0.1), _ -> x));
    rows.add(LayerRow.of(_ -> new Elu(1.5), _ -> x));
    rows.add(LayerRow.of(_ -> Prelu.of(), _ -> x));
    rows.add(LayerRow.of(_ -> new Celu(1.5), _ -> x));
    rows.add(LayerRow.of(_ -> new Hardtanh(-0.5, 3), _ -> x));
    rows.add(LayerRow.of(_ -> new Hardshrink(0.5), _ -> x));
    rows.add(LayerRow.of(_ -> new Softshrink(0.5), _ -> x));
    rows.add(LayerRow.of(_ -> new Threshold(0.5, -1), _ -> x));
    rows.add(LayerRow.of(_ -> new Softplus(2, 9), _ -> x));
    rows.add(LayerRow.of(_ -> new RRelu(), _ -> x));
    rows.add(LayerRow.of(_ -> new RRelu(), _ -> x).training());
    rows.add(LayerRow.of(_ -> new Softmax(-1), _ -> x));
    rows.add(LayerRow.of(_ -> new LogSoftmax(0), _ -> x));
    rows.add(LayerRow.of(_ -> new Softmin(1), _ -> x));
    rows.add(LayerRow.of(_ -> new Glu(-1), _ -> x));
    rows.add(LayerRow.of(_ -> new SwiGlu(0), _ -> x));
    return rows;
  }
}
