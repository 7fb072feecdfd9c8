package dev.adjoint.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ActivationOpsTest {

  private static void assertValues(UnaryOperator<Tensor> f, double[] x, double... expected) {
    assertThat(f.apply(Tensor.of(ElementType.F64, x)).toDoubleArray())
        .containsExactly(expected, within(1e-15));
  }

  private static void assertSlopes(UnaryOperator<Tensor> f, double[] x, double... expected) {
    Tensor leaf = Tensor.of(ElementType.F64, x).requiresGrad();
    assertThat(Gradients.of(f.apply(leaf).sum(), leaf)[0].toDoubleArray())
        .containsExactly(expected, within(1e-15));
  }

  private static double[] at(double... x) {
    return x;
  }

  @Test
  void leakyAndParametricSlopesApplyBelowZero() {
    assertValues(x -> x.leakyRelu(0.25), at(-4, 0, 3), -1, 0, 3);
    assertValues(Tensor::leakyRelu, at(-100), -1);
    assertSlopes(x -> x.leakyRelu(0.25), at(-4, 0, 3), 0.25, 0.25, 1);
    assertValues(x -> x.prelu(Tensor.of(ElementType.F64, 0.5)), at(-4, 0, 3), -2, 0, 3);
  }

  @Test
  void eachChannelHasItsOwnParametricSlope() {
    Tensor x =
        Tensor.of(ElementType.F64, new double[] {-1, -2, -3, 4}, Shape.of(1, 2, 2)).requiresGrad();
    Tensor weight = Tensor.of(ElementType.F64, 2.0, 10.0).requiresGrad();
    Tensor y = x.prelu(weight);
    assertThat(y.toDoubleArray()).containsExactly(-2, -4, -30, 4);
    Tensor[] g = Gradients.of(y.sum(), x, weight);
    assertThat(g[0].toDoubleArray()).containsExactly(2, 2, 10, 1);
    assertThat(g[1].toDoubleArray()).containsExactly(-3, -3);
  }

  @Test
  void weightsThatDoNotFitTheChannelsAreRefused() {
    assertThatThrownBy(() -> Tensor.zeros(2, 3).prelu(Tensor.zeros(2)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "prelu: the weight is one number or one for each channel on axis 1, but is [2]"
                + " (x [2, 3]); check the number of channels");
  }

  @Test
  void exponentialUnitsAreTheIdentityAboveZeroAndBoundedBelow() {
    double half = Math.log(0.5);
    assertValues(x -> x.elu(2), at(half, 0, 3), -1, 0, 3);
    assertSlopes(x -> x.elu(2), at(half, 0, 3), 1, 2, 1);
    assertValues(x -> x.celu(2), at(2 * half, 0, 3), -1, 0, 3);
    assertSlopes(x -> x.celu(2), at(2 * half, 0, 3), 0.5, 1, 1);
    assertValues(Tensor::selu, at(half, 1), -0.8790496704236883, 1.0507009873554805);
  }

  @Test
  void exponentialUnitsStayFiniteWhereTheExponentialOverflows() {
    assertValues(Tensor::elu, at(-1e4, 1e4), -1, 1e4);
    assertSlopes(Tensor::elu, at(-1e4, 1e4), 0, 1);
    assertSlopes(Tensor::celu, at(-1e4, 1e4), 0, 1);
    assertSlopes(x -> x.softplus(1, 20), at(-1e4, 1e4), 0, 1);
    assertSlopes(Tensor::logSigmoid, at(-1e4, 1e4), 1, 0);
    assertSlopes(Tensor::mish, at(-1e4, 1e4), 0, 1);
  }

  @Test
  void logisticUnits() {
    double third = Math.log(2); // sigmoid(log 2) = 2/3
    assertValues(Tensor::logSigmoid, at(third, -1e4), Math.log(2.0 / 3), -1e4);
    assertValues(Tensor::silu, at(third, 0), third * 2 / 3, 0);
    // tanh(log(1 + 2)) = (9 − 1) / (9 + 1).
    assertValues(Tensor::mish, at(third, 0), third * 0.8, 0);
    assertValues(x -> x.softplus(2, 20), at(third / 2, 11), Math.log(3) / 2, 11);
    assertValues(Tensor::softsign, at(-3, 0, 1), -0.75, 0, 0.5);
    assertValues(Tensor::tanhshrink, at(third), third - 0.6);
  }

  @Test
  void gaussianUnitsWeighByTheNormalDistribution() {
    // Φ(1) = 0.841344746068542949.
    assertValues(Tensor::gelu, at(-1, 0, 1), 0.8413447460685429 - 1, 0, 0.8413447460685429);
    double tanh = Math.tanh(Math.sqrt(2 / Math.PI) * 1.044715);
    assertValues(Tensor::geluTanh, at(0, 1), 0, (1 + tanh) / 2);
  }

  @Test
  void hardUnitsAreFlatOutsideAndAtTheirEnds() {
    assertValues(Tensor::hardtanh, at(-2, -1, 0.5, 1, 2), -1, -1, 0.5, 1, 1);
    assertSlopes(Tensor::hardtanh, at(-2, -1, 0.5, 1, 2), 0, 0, 1, 0, 0);
    assertValues(Tensor::relu6, at(-1, 3, 7), 0, 3, 6);
    assertSlopes(Tensor::relu6, at(0, 3, 6), 0, 1, 0);
    assertValues(Tensor::hardsigmoid, at(-4, 0, 1.5, 4), 0, 0.5, 0.75, 1);
    assertSlopes(Tensor::hardsigmoid, at(-3, 0, 3), 0, 1.0 / 6, 0);
    assertValues(Tensor::hardswish, at(-4, -3, 1, 3, 4), 0, 0, 2.0 / 3, 3, 4);
    assertSlopes(Tensor::hardswish, at(-4, -3, 0, 3, 4), 0, 0, 0.5, 1, 1);
  }

  @Test
  void shrinkingUnitsAreZeroInTheMiddle() {
    assertValues(x -> x.softshrink(0.5), at(-2, -0.5, 0.25, 0.5, 2), -1.5, 0, 0, 0, 1.5);
    assertSlopes(x -> x.softshrink(0.5), at(-2, -0.5, 0.25, 0.5, 2), 1, 0, 0, 0, 1);
    assertValues(x -> x.hardshrink(0.5), at(-2, -0.5, 0.25, 0.5, 2), -2, 0, 0, 0, 2);
    assertSlopes(x -> x.hardshrink(0.5), at(-2, -0.5, 0.25, 0.5, 2), 1, 0, 0, 0, 1);
    assertValues(x -> x.threshold(1, -7), at(0.5, 1, 1.5), -7, -7, 1.5);
    assertSlopes(x -> x.threshold(1, -7), at(0.5, 1, 1.5), 0, 0, 1);
  }

  @Test
  void gatedUnitsWeighOneHalfByTheSigmoidOfTheOther() {
    Tensor x = Tensor.of(ElementType.F64, new double[][] {{6, 3, Math.log(2), 0}});
    assertThat(x.glu(1).toDoubleArray()).containsExactly(new double[] {4, 1.5}, within(1e-15));
    assertThatThrownBy(() -> Tensor.zeros(2, 3).glu(-1))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "glu: the size of axis 1 is 3, which cannot be halved (shape [2, 3]); choose another axis"
                + " or size");
  }
}
