package dev.adjoint.kernel.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.kernel.FloatBits;
import dev.adjoint.kernel.Kernels;
import dev.adjoint.kernel.Storage.Doubles;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.engine.ScalarKernels;
import dev.adjoint.kernel.math.FloatMath;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The definition against the contract, formula by formula.
class LstmTest {
  private final Kernels kernels = new ScalarKernels();

  @Test
  void oneStepOfOneNumberIsTheFormula() {
    // a = 2·w + 0.5·u + b for each gate, rounded as the contract says.
    float[] wi = {0.1f, -0.2f, 0.3f, 0.4f};
    float[] wh = {-0.5f, 0.6f, 0.7f, -0.8f};
    float[] b = {0.01f, 0.02f, -0.03f, 0.04f};
    float[] a = new float[4];
    for (int gate = 0; gate < 4; gate++) {
      a[gate] = Math.fma(0.5f, wh[gate], Math.fma(2f, wi[gate], 0f)) + b[gate];
    }
    float i = FloatMath.sigmoid(a[0]);
    float f = FloatMath.sigmoid(a[1]);
    float g = FloatMath.tanh(a[2]);
    float o = FloatMath.sigmoid(a[3]);
    float c = Math.fma(f, 0.25f, i * g);
    float[] joint = {9f, 9f, 9f, 9f};
    float[] cells = new float[2];
    float[] gates = new float[4];
    kernels.run(
        new LstmCall(
            view(new float[] {2f}, 1, 1, 1),
            view(new float[] {0.5f}, 1, 1),
            view(new float[] {0.25f}, 1, 1),
            view(wi, 4, 1),
            view(wh, 4, 1),
            view(b, 4),
            view(joint, 2, 1, 2),
            view(cells, 2, 1, 1),
            view(gates, 1, 1, 4)));
    assertThat(gates).containsExactly(i, f, g, o);
    assertThat(cells).containsExactly(0.25f, c);
    assertThat(joint).containsExactly(2f, 0.5f, 0f, o * FloatMath.tanh(c));
  }

  @Test
  void doublePrecisionComputesTheSameFunction() {
    LstmCase one = LstmCase.of(new int[] {5, 3, 4, 6}, true, 1, new SplittableRandom(3));
    View joint = FloatBits.empty(3, 6, 3, 10);
    View cells = FloatBits.empty(3, 6, 3, 6);
    View gates = FloatBits.empty(3, 5, 3, 24);
    View wideJoint = wide(joint);
    View wideCells = wide(cells);
    View wideGates = wide(gates);
    kernels.run(
        new LstmCall(
            wide(one.x()),
            wide(one.first()),
            wide(one.dCell()),
            wide(one.weightInput()),
            wide(one.weightHidden()),
            wide(one.bias()),
            wideJoint,
            wideCells,
            wideGates));
    kernels.run(
        new LstmCall(
            one.x(),
            one.first(),
            one.dCell(),
            one.weightInput(),
            one.weightHidden(),
            one.bias(),
            joint,
            cells,
            gates));
    close(wideJoint, joint);
    close(wideGates, gates);
    View dHidden = wide(one.dHidden());
    View dCell = wide(one.dCell());
    View da = wide(gates);
    kernels.run(
        new LstmGradientCall(
            wide(one.weightHidden()),
            wideCells,
            wideGates,
            wide(one.arriving()),
            dHidden,
            dCell,
            da));
    View single = FloatBits.empty(3, 5, 3, 24);
    kernels.run(
        new LstmGradientCall(
            one.weightHidden(), cells, gates, one.arriving(), one.dHidden(), one.dCell(), single));
    close(da, single);
    close(dHidden, one.dHidden());
    close(dCell, one.dCell());
  }

  private static View view(float[] array, int... sizes) {
    return View.contiguous(new Floats(array), sizes);
  }

  private static View wide(View view) {
    float[] from = ((Floats) view.storage()).array();
    double[] to = new double[from.length];
    for (int i = 0; i < to.length; i++) {
      to[i] = from[i];
    }
    return new View(new Doubles(to), view.offset(), view.sizes(), view.strides());
  }

  private static void close(View wide, View view) {
    double[] expected = ((Doubles) wide.storage()).array();
    float[] actual = ((Floats) view.storage()).array();
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) actual[i]).isCloseTo(expected[i], within(1e-5));
    }
  }
}
