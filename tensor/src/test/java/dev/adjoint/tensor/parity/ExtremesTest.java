package dev.adjoint.tensor.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.adjoint.tensor.BackwardMode;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every elementwise function of one argument at zeros, kinks, poles, tails, infinities and NaN.
class ExtremesTest {
  @TestFactory
  Stream<DynamicTest> valuesAndSlopesAreExact() {
    return ExtremeLine.stored().stream().map(line -> dynamicTest(line.name(), () -> check(line)));
  }

  private static void check(ExtremeLine line) {
    ExtremeFunction function = ExtremeFunction.named(line.function());
    int n = line.x().length;
    // Several copies, so that both the vector loop and the scalar rest meet every argument.
    int copies = 3;
    double[] x = new double[n * copies];
    for (int i = 0; i < x.length; i++) {
      x[i] = line.x()[i % n];
    }
    Tensor at = Tensor.of(ElementType.F64, x, Shape.of(x.length)).to(line.type()).requiresGrad();
    Tensor y = function.call().of(at, line.attributes());
    double[] values = y.toDoubleArray();
    Tensor gradient = Gradients.of(y.sum(), BackwardMode.CREATE_GRAPH, at)[0];
    double[] slopes = gradient.toDoubleArray();
    boolean smooth = Arrays.stream(line.bends()).anyMatch(bend -> !Double.isNaN(bend));
    double[] bends = smooth ? Gradients.of(gradient.sum(), at)[0].toDoubleArray() : slopes;
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < x.length; i++) {
      double value = line.values()[i % n];
      double slope = line.slopes()[i % n];
      if (!function.value().fits(line.type(), values[i], value)) {
        wrong.add("f(%s) = %s, exact %s".formatted(x[i], values[i], value));
      }
      if (!Double.isNaN(value) && !function.slope().fits(line.type(), slopes[i], slope)) {
        wrong.add("f′(%s) = %s, exact %s".formatted(x[i], slopes[i], slope));
      }
      double bend = line.bends()[i % n];
      if (!Double.isNaN(bend) && !function.bend().fits(line.type(), bends[i], bend)) {
        wrong.add("f″(%s) = %s, exact %s".formatted(x[i], bends[i], bend));
      }
    }
    assertThat(wrong).as(line.name()).isEmpty();
  }
}
