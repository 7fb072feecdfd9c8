package dev.adjoint.tensor.parity;

import dev.adjoint.tensor.Fft;
import dev.adjoint.tensor.FftNorm;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class FourierParityTest {

  @TestFactory
  Stream<DynamicTest> agreesWithPyTorch() {
    return new ParityTable(getClass(), "fourier.jsonl", Tolerance.SUMS)
        .row("fft", (x, a) -> Fft.fft(x[0]))
        .row("rfft", (x, a) -> Fft.rfft(x[0]))
        .row("irfft", (x, a) -> Fft.irfft(x[0], a.whole("n")))
        .row("fftn", (x, a) -> Fft.fftn(x[0], norm(a), 0, 2))
        .row("ifftn", (x, a) -> Fft.ifftn(x[0], norm(a)))
        .row("rfft2", (x, a) -> Fft.rfftn(x[0], norm(a), -2, -1))
        .row("irfft2", (x, a) -> Fft.irfftn(x[0], 5, norm(a), -2, -1))
        .tests();
  }

  private static FftNorm norm(Attributes a) {
    return FftNorm.valueOf(a.text("norm").toUpperCase(Locale.ROOT));
  }
}
