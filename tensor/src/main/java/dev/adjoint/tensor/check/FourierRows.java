package dev.adjoint.tensor.check;

import static dev.adjoint.tensor.check.OperationRow.shaped;

import dev.adjoint.tensor.Fft;
import dev.adjoint.tensor.FftNorm;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.check.Draw.Range;
import java.util.List;

/// Fourier transforms. They are linear, so their squares are checked to the second order.
final class FourierRows {

  private static final Range WIDE = Range.of(-2, 2);

  private FourierRows() {}

  static List<OperationRow> rows() {
    return List.of(
        shaped("fft", WIDE, in -> Fft.fft(in[0]).square(), Shape.of(6, 2)),
        shaped("fft", WIDE, in -> Fft.fft(in[0]).square(), Shape.of(2, 5, 2)),
        shaped("fft", WIDE, in -> Fft.ifft(in[0], 0).square(), Shape.of(4, 3, 2)),
        shaped("fft", WIDE, in -> Fft.fft2(in[0]).square(), Shape.of(2, 2, 3, 2)),
        shaped("rfft", WIDE, in -> Fft.rfft(in[0]).square(), Shape.of(2, 5)),
        shaped("rfft", WIDE, in -> Fft.rfft2(in[0]).square(), Shape.of(3, 4)),
        shaped("irfft", WIDE, in -> Fft.irfft(in[0], 6).square(), Shape.of(4, 2)),
        shaped("irfft", WIDE, in -> Fft.irfft(in[0], 7).square(), Shape.of(2, 4, 2)),
        shaped(
            "irfft",
            WIDE,
            in -> Fft.irfftn(in[0], 4, FftNorm.ORTHO, 0, 1).square(),
            Shape.of(2, 3, 2)));
  }
}
