package dev.adjoint.tensor.op.fourier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Fft;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FftTest {

  private static Tensor drawn(int... sizes) {
    return Tensor.normal(ElementType.F64, Shape.of(sizes), 0, 1, new SplittableRandom(3));
  }

  private static double largest(Tensor x) {
    return x.abs().max().item();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 64, 97, 360, 1000, 1009, 4096, 5003})
  void theInverseGivesTheNumbersAgain(int n) {
    Tensor x = drawn(2, n, 2);
    assertThat(largest(Fft.ifft(Fft.fft(x)).subtract(x))).isLessThan(4e-15);
    Tensor real = drawn(3, n);
    assertThat(largest(Fft.irfft(Fft.rfft(real), n).subtract(real))).isLessThan(4e-15);
  }

  @ParameterizedTest
  @ValueSource(ints = {12, 53, 60})
  void theTransformIsItsDefinition(int n) {
    Tensor x = drawn(n, 2);
    double[] values = x.toDoubleArray();
    double[] y = Fft.fft(x).toDoubleArray();
    for (int k = 0; k < n; k++) {
      double re = 0;
      double im = 0;
      for (int j = 0; j < n; j++) {
        double angle = -2 * Math.PI * ((long) j * k % n) / n;
        re += values[2 * j] * Math.cos(angle) - values[2 * j + 1] * Math.sin(angle);
        im += values[2 * j] * Math.sin(angle) + values[2 * j + 1] * Math.cos(angle);
      }
      assertThat(y[2 * k]).isCloseTo(re, within(1e-12));
      assertThat(y[2 * k + 1]).isCloseTo(im, within(1e-12));
    }
  }

  @Test
  void productsOfTransformsAreCircularConvolutions() {
    Tensor x = drawn(8);
    Tensor delayed = Tensor.of(ElementType.F64, 0, 0, 1, 0, 0, 0, 0, 0);
    Tensor a = Fft.rfft(x);
    Tensor b = Fft.rfft(delayed);
    Tensor re =
        a.select(-1, 0)
            .multiply(b.select(-1, 0))
            .subtract(a.select(-1, 1).multiply(b.select(-1, 1)));
    Tensor im =
        a.select(-1, 0).multiply(b.select(-1, 1)).add(a.select(-1, 1).multiply(b.select(-1, 0)));
    Tensor product = Fft.irfft(Tensor.stack(-1, re, im), 8);
    assertThat(largest(product.subtract(x.roll(0, 2)))).isLessThan(1e-15);
  }

  @Test
  void frequenciesAndShiftsFollowTheOrderOfTheTransform() {
    assertThat(Fft.fftfreq(4, 0.5).toDoubleArray()).containsExactly(0, 0.5, -1, -0.5);
    assertThat(Fft.fftfreq(5, 1).toDoubleArray()).containsExactly(0, 0.2, 0.4, -0.4, -0.2);
    assertThat(Fft.rfftfreq(5, 1).toDoubleArray()).containsExactly(0, 0.2, 0.4);
    Tensor order = Tensor.arange(5);
    assertThat(Fft.fftshift(order).toLongArray()).containsExactly(3, 4, 0, 1, 2);
    assertThat(Fft.ifftshift(Fft.fftshift(order)).toLongArray()).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void whatCannotBeTransformedIsRefused() {
    assertThatThrownBy(() -> Fft.fft(Tensor.ones(5)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "fft: needs complex numbers […, n, 2] but got [5]; stack the real and the imaginary parts along a last axis, or use rfft for real numbers");
    assertThatThrownBy(() -> Fft.irfft(Tensor.ones(4, 2), 9))
        .hasMessage(
            "irfft: axis 0 of [4, 2] has 4 numbers but 9 real numbers need 5; slice or pad x, or choose another n");
    assertThatThrownBy(() -> Fft.rfft(Tensor.zeros(2, 0)))
        .hasMessage("rfft: axis -1 of [2, 0] has no elements; transform at least one number");
    assertThatThrownBy(() -> Fft.fft(Tensor.ones(3, 2), 1))
        .hasMessage(
            "fft: axis 1 is outside the 1 axes of numbers of [3, 2]; choose one of -1 to 0");
  }

  @Test
  void frequenciesOfNoSamplesOrWithoutASpacingAreRefused() {
    assertThatThrownBy(() -> Fft.fftfreq(0, 1))
        .hasMessage(
            "fftfreq: the number of samples is 0 but must be at least 1; give the length of the signal");
    assertThatThrownBy(() -> Fft.rfftfreq(-1, 1))
        .hasMessage(
            "rfftfreq: the number of samples is -1 but must be at least 1; give the length of the signal");
    assertThatThrownBy(() -> Fft.fftfreq(4, Double.NaN))
        .hasMessage(
            "fftfreq: the spacing is NaN but must be a finite number that is not 0; 1 is usual");
    assertThat(Fft.fftfreq(2, -1).toDoubleArray()).containsExactly(-0.0, 0.5);
  }
}
