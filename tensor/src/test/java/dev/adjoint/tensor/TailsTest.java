package dev.adjoint.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Gradients of activation functions far out, where a careless formula gives NaN or loses all
/// digits.
class TailsTest {
  private static final double[] FAR = {
    60, 1e4, 1e13, 1e15, 1e20, 1e30, 3e38, 1e103, 1e300, Double.POSITIVE_INFINITY
  };

  private static final Map<String, UnaryOperator<Tensor>> GATES =
      Map.of(
          "gelu", Tensor::gelu,
          "geluTanh", Tensor::geluTanh,
          "silu", Tensor::silu,
          "mish", Tensor::mish);

  /// The gradient at x, in an array that fills vectors and leaves a rest.
  private static double[] slopes(UnaryOperator<Tensor> f, ElementType type, double x) {
    Tensor at = Tensor.full(type, Shape.of(37), x).requiresGrad();
    return Gradients.of(f.apply(at).sum(), at)[0].toDoubleArray();
  }

  @Test
  void gatesHaveTheSlopesOneAndZeroFarOut() {
    for (ElementType type : List.of(ElementType.F32, ElementType.F64)) {
      GATES.forEach((name, f) -> {
        for (double x : FAR) {
          assertThat(slopes(f, type, x)).as("%s′(%s) in %s", name, x, type).containsOnly(1);
          for (double slope : slopes(f, type, -x)) {
            assertThat(slope).as("%s′(%s) in %s", name, -x, type).isCloseTo(0, within(1e-20));
          }
        }
        assertThat(slopes(f, type, Double.NaN)).as(name).containsOnly(Double.NaN);
      });
    }
  }

  @Test
  void exponentialUnitsKeepTheirSlopeBelowZero() {
    for (ElementType type : List.of(ElementType.F32, ElementType.F64)) {
      for (double x : new double[] {-1e-3, -1, -5, -17, -60}) {
        double exp = Math.exp(x);
        double tiny = exp * (type == ElementType.F32 ? 1e-5 : 1e-13);
        assertThat(slopes(Tensor::elu, type, x)[0]).isCloseTo(exp, within(tiny));
        assertThat(slopes(Tensor::expm1, type, x)[0]).isCloseTo(exp, within(tiny));
        assertThat(slopes(Tensor::celu, type, x)[0]).isCloseTo(exp, within(tiny));
        assertThat(slopes(Tensor::selu, type, x)[0] / 1.7580993408473766)
            .isCloseTo(exp, within(tiny));
      }
    }
  }
}
